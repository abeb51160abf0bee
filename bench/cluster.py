"""What deploy/compose.yaml describes, as plain processes of this machine: two replicas of the app, a Chroma server,
Postgres and nginx, all on loopback. `python -m bench.cluster` runs it until Ctrl-C."""

from __future__ import annotations

import argparse
import re
import shutil
import signal
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.app_server import free_port
from bench.local_postgres import PostgresMissingError, as_ordinary_user, call, initdb, programs
from bench.supervisor import Program, ProgramFailedError, Supervisor
from interviewer.settings import ROOT

_SECONDS_TO_START = 400.0
_REPLICAS = ("app1", "app2")
_HERE = "127.0.0.1"


class ProgramMissingError(Exception):
    """Its text says what to install."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """`ports` by name: app1, app2, chroma, nginx."""

    folder: Path
    supervisor: Supervisor
    ports: Mapping[str, int]
    database_url: str

    @property
    def url(self) -> str:
        return f"http://{_HERE}:{self.ports['nginx']}"

    @property
    def chroma_url(self) -> str:
        return f"http://{_HERE}:{self.ports['chroma']}"

    def replica_url(self, name: str) -> str:
        return f"http://{_HERE}:{self.ports[name]}"


@contextmanager
def running_cluster(folder: Path, port: int = 0, environment: Mapping[str, str] | None = None) -> Iterator[Cluster]:
    """The cluster with its data in a folder; `port` is nginx's, 0 for a free one. What `environment` holds is for the
    replicas.

    Raises ProgramMissingError, ProgramFailedError.
    """
    nginx = _need("nginx", "nginx-light")
    logs = folder / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    socket = Path(tempfile.mkdtemp(prefix="interviewer-pg-", dir="/tmp"))  # a socket's path must be short
    supervisor = Supervisor(logs)
    ports = {name: free_port() for name in (*_REPLICAS, "chroma")} | {"nginx": port or free_port()}
    cluster = Cluster(folder, supervisor, ports, f"postgresql+psycopg://app@/interviewer?host={socket}")
    try:
        supervisor.start(_postgres(folder / "postgres", socket))
        supervisor.start(_chroma(folder / "chroma", ports["chroma"]))
        for name in ("postgres", "chroma"):
            supervisor.wait(name, _SECONDS_TO_START)
        _make_database(socket)
        for name in _REPLICAS:
            supervisor.start(_app(cluster, name, environment or {}))
        for name in _REPLICAS:
            supervisor.wait(name, _SECONDS_TO_START)
        supervisor.start(_nginx(nginx, folder / "nginx", ports))
        supervisor.wait("nginx", _SECONDS_TO_START)
        yield cluster
    finally:
        supervisor.stop()
        shutil.rmtree(socket, ignore_errors=True)


def _need(program: str, package: str) -> str:
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin:/usr/local/sbin")
    if found is None:
        raise ProgramMissingError(f"{program} is not installed (Debian: apt install {package})")
    return found


def _postgres(folder: Path, socket: Path) -> Program:
    """Nobody but its user (and root) reaches the socket, and there is no port."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        as_user, server = as_ordinary_user(folder, socket), programs() / "postgres"
    except PostgresMissingError as error:
        raise ProgramMissingError(str(error)) from error
    if as_user:
        _need("setpriv", "util-linux")
    data = folder / "data"
    if not (data / "PG_VERSION").exists():
        call(initdb(as_user, data), folder)
    command = [*as_user, str(server), "-D", str(data), "-k", str(socket), "-c", "listen_addresses="]
    return Program("postgres", command, lambda: _accepts(socket), stop=signal.SIGINT)


def _accepts(socket: Path) -> bool:
    import psycopg

    try:
        psycopg.connect(f"host={socket} user=app dbname=postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _make_database(socket: Path) -> None:
    import psycopg

    with psycopg.connect(f"host={socket} user=app dbname=postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'interviewer'").fetchone():
            connection.execute("CREATE DATABASE interviewer")


def _chroma(folder: Path, port: int) -> Program:
    folder.mkdir(parents=True, exist_ok=True)
    program = str(Path(sys.executable).with_name("chroma"))
    command = [program, "run", "--path", str(folder), "--host", _HERE, "--port", str(port)]
    return Program("chroma", command, lambda: _answers(f"http://{_HERE}:{port}/api/v2/heartbeat"))


def _app(cluster: Cluster, name: str, environment: Mapping[str, str]) -> Program:
    """Each replica has a data folder of its own: what is in it can be made anew."""
    port, data = cluster.ports[name], cluster.folder / name
    command = [sys.executable, "-m", "interviewer.cli", "run", "--port", str(port), "--data-dir", str(data)]
    shared = {"DATABASE_URL": cluster.database_url, "CHROMA_URL": cluster.chroma_url, "INTERVIEWER_REPLICA": name}
    own = {**environment, **shared, "PYTHONPATH": str(ROOT)}
    return Program(name, command, lambda: _answers(f"http://{_HERE}:{port}/healthz"), own)


def _nginx(program: str, folder: Path, ports: Mapping[str, int]) -> Program:
    folder.mkdir(parents=True, exist_ok=True)
    conf = folder / "nginx.conf"
    conf.write_text(local_conf((ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8"), folder, ports))
    command = [program, "-e", "stderr", "-p", str(folder), "-c", str(conf), "-g", "daemon off;"]
    return Program("nginx", command, lambda: _answers(f"http://{_HERE}:{ports['nginx']}/healthz"))


def local_conf(text: str, folder: Path, ports: Mapping[str, int]) -> str:
    """deploy/nginx.conf with ports of this machine in the place of containers' names; those without a port go."""
    for name in set(re.findall(r"server (app\d+):", text)) - set(ports):
        text = re.sub(rf"  upstream {name} \{{\n(?:.*\n)*?  \}}\n|.* {name}(?::\d+ .*)?;\n", "", text)
    text = re.sub(r"server (app\d+):\d+", lambda found: f"server {_HERE}:{ports[found[1]]}", text)
    text = re.sub(r"listen \d+;", f"listen {_HERE}:{ports['nginx']};", text)
    return text.replace("/tmp/nginx", str(folder))


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8600)
    parser.add_argument("--data", type=Path, default=ROOT / "data" / "cluster")
    given = parser.parse_args()
    print("Starting Postgres, Chroma, two replicas and nginx (the first time takes a minute) ...", flush=True)
    stopped = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stopped.set())
    try:
        with running_cluster(given.data.absolute(), given.port) as cluster:
            behind = ", ".join(f"{name} at {cluster.replica_url(name)}" for name in _REPLICAS)
            print(
                f"http://localhost:{given.port}  ({behind}; logs in {given.data / 'logs'}). Ctrl-C stops all.",
                flush=True,
            )
            stopped.wait()
    except (ProgramMissingError, ProgramFailedError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
