"""Are there known weaknesses in the pinned packages? `python tools/audit.py`, or `make audit`.

Asks the advisory service through pip-audit. Where that cannot be reached, a snapshot of OSV's advisories for PyPI is
read (the file `all.zip` of its export, named by AUDIT_SNAPSHOT); where there is none, that is said and nothing fails.
Exits 1 when something is found.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-dev.lock")
_PIN = re.compile(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")
_SECONDS = 60


def pins(*locks: Path) -> dict[str, str]:
    """Version by normalised name."""
    found = (match for lock in locks for match in _PIN.findall(lock.read_text(encoding="utf-8")))
    return {_normal(name): version for name, version in found}


def from_service(pinned: dict[str, str]) -> list[str] | None:
    """A line an advisory; None where no service could be asked about every package.

    A mirror that knows no advisories has pip-audit pass over the packages without an error: that is no answer.
    """
    lines = "".join(f"{name}=={version}\n" for name, version in sorted(pinned.items()))
    for service in ("pypi", "osv"):
        told = _asked(service, lines)
        if told and not any("skip_reason" in each for each in told):
            return [_line(each, found) for each in told for found in each.get("vulns", ())]
    return None


def _asked(service: str, lines: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "pip_audit", "-r", "/dev/stdin", "--disable-pip", "--no-deps", "-f", "json"]
    command += ["--progress-spinner", "off", "--timeout", "20", "-s", service]
    try:
        done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=_SECONDS, check=False)
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return found


def _line(package: dict[str, Any], found: dict[str, Any]) -> str:
    mended = ", ".join(found["fix_versions"]) or "no version"
    return f"{package['name']} {package['version']}: {found['id']}, mended in {mended}"


def from_snapshot(pinned: dict[str, str], snapshot: Path) -> list[str]:
    """The same from OSV's own files, one a weakness, in a zip."""
    found = []
    with zipfile.ZipFile(snapshot) as archive:
        for name in archive.namelist():
            advisory = json.loads(archive.read(name))
            if advisory.get("withdrawn"):
                continue
            found += [f"{package} {pinned[package]}: {advisory['id']}" for package in _hit(advisory, pinned)]
    return sorted(set(found))


def _hit(advisory: dict[str, Any], pinned: dict[str, str]) -> Iterator[str]:
    for each in advisory.get("affected", ()):
        package = _normal(each.get("package", {}).get("name", ""))
        if each.get("package", {}).get("ecosystem") != "PyPI" or package not in pinned:
            continue
        ranges = [entry["events"] for entry in each.get("ranges", ()) if entry.get("type") == "ECOSYSTEM"]
        version = pinned[package]
        if version in each.get("versions", ()) or any(_within(version, events) for events in ranges):
            yield package


def _within(version: str, events: list[dict[str, str]]) -> bool:
    """Whether a version lies between an `introduced` and the `fixed` or `last_affected` after it."""
    affected = False
    try:
        own = Version(version)
        for event in events:
            if "introduced" in event and own >= Version(event["introduced"]):
                affected = True
            if "fixed" in event and own >= Version(event["fixed"]):
                affected = False
            if "last_affected" in event and own > Version(event["last_affected"]):
                affected = False
    except InvalidVersion:
        return False
    return affected


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    pinned = pins(*(lock for lock in LOCKS if lock.is_file()))
    found = from_service(pinned)
    how = "the advisory service"
    snapshot = Path(os.environ.get("AUDIT_SNAPSHOT", ROOT / "data" / "osv-pypi.zip"))
    if found is None:
        if not snapshot.is_file():
            print(f"audit: skipped. No advisory service answers for every package, and {snapshot} is not there.")
            return 0
        found, how = from_snapshot(pinned, snapshot), f"the snapshot {snapshot}"
    print("\n".join(found) or f"audit: nothing known against {len(pinned)} packages, says {how}.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
