"""Without a network but this machine's own: everything works, and nothing tries to get out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest

from interviewer.settings import ROOT, Settings

NOTE = "# 缓存\n\n## 雪崩\n\n- 大量 key 在同一时间过期，请求全部落到数据库\n- 过期时间加上随机值\n"
WATCH = """
import os, sys
def watch(event, arguments):
    told = None
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        told = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        told = arguments[1][0]
    if told is not None and str(told) not in ("127.0.0.1", "::1", "localhost", "0.0.0.0", ""):
        handle = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, f"{event} {told}\\n".encode())
        os.close(handle)
sys.addaudithook(watch)
"""
_OUTSIDE = re.compile(r'(?:inet_addr\("|inet_pton\(AF_INET6, ")(?!127\.|0\.0\.0\.0|::1"|::"|::ffff:127)')


@pytest.fixture
def watched(tmp_path):
    """The environment for a process that writes down, in the file WATCHED, whoever it tries to reach."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    names = [str(field.alias) for field in Settings.model_fields.values()]
    kept = {name: value for name, value in os.environ.items() if name not in names and "proxy" not in name.lower()}
    return kept | {"PYTHONPATH": f"{tmp_path / 'watch'}:{ROOT}", "WATCHED": str(tmp_path / "watched")}


def test_whoever_tries_to_get_out_is_noticed(tmp_path, watched):
    tries = "import socket, contextlib\nwith contextlib.suppress(OSError): socket.getaddrinfo('elsewhere.invalid', 80)"
    subprocess.run([*in_its_own_network(), sys.executable, "-c", tries], env=watched, check=True)
    assert "elsewhere.invalid" in (tmp_path / "watched").read_text()
    line = '7 connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.2")}, 16) = 0'
    assert _OUTSIDE.search(line)
    assert not _OUTSIDE.search(line.replace("10.0.0.2", "127.0.0.1"))


@pytest.mark.timeout(600)
def test_start_ingest_practice_and_reports_work_and_ask_nothing_of_the_world(tmp_path, watched):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "cache.md").write_text(NOTE, encoding="utf-8")
    trace = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,sendto", "-o", str(tmp_path / "trace")]
    line = [*in_its_own_network(), *(trace if shutil.which("strace") else [])]
    done = subprocess.run(
        [*line, sys.executable, "-m", "tests.faults.cut_off", str(tmp_path)],
        cwd=ROOT,
        env=watched,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "all of it works" in done.stdout, done.stderr[-3000:]
    assert not (tmp_path / "watched").exists(), (tmp_path / "watched").read_text()
    if (tmp_path / "trace").exists():
        outside = [each for each in (tmp_path / "trace").read_text().splitlines() if _OUTSIDE.search(each)]
        assert outside == []


def in_its_own_network() -> list[str]:
    """What to put before a command so that it finds loopback and nothing else; nothing where that is not allowed."""
    own = ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    try:
        allowed = subprocess.run([*own, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return []
    return own if allowed else []
