"""The audit of the pinned packages where no advisory service can be reached."""

from __future__ import annotations

import json
import zipfile

import pytest

from tools import audit


@pytest.fixture
def snapshot(tmp_path):
    def make(*advisories):
        file = tmp_path / "all.zip"
        with zipfile.ZipFile(file, "w") as archive:
            for each in advisories:
                archive.writestr(f"{each['id']}.json", json.dumps(each))
        return file

    return make


def an_advisory(id="PYSEC-1", name="Py_YAML", ecosystem="PyPI", **affected):
    return {"id": id, "affected": [{"package": {"name": name, "ecosystem": ecosystem}, **affected}]}


def between(*events):
    return {"ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}


def test_a_version_is_found_by_the_list_of_versions_and_by_ranges(snapshot):
    listed = an_advisory(versions=["6.0.1"])
    ranged = an_advisory("PYSEC-2", **between({"introduced": "0"}, {"fixed": "6.0.2"}))
    last = an_advisory("PYSEC-3", **between({"introduced": "6.0"}, {"last_affected": "6.0.1"}))
    found = audit.from_snapshot({"py-yaml": "6.0.1"}, snapshot(listed, ranged, last))
    assert found == [f"py-yaml 6.0.1: PYSEC-{number}" for number in (1, 2, 3)]


def test_what_is_mended_withdrawn_or_of_another_kind_is_not(snapshot):
    fixed = an_advisory(**between({"introduced": "0"}, {"fixed": "6.0.1"}))
    withdrawn = an_advisory("PYSEC-2", versions=["6.0.1"]) | {"withdrawn": "2026-01-01T00:00:00Z"}
    other = an_advisory("NPM-1", ecosystem="npm", versions=["6.0.1"])
    newer = an_advisory("PYSEC-3", **between({"introduced": "7"}))
    assert audit.from_snapshot({"py-yaml": "6.0.1"}, snapshot(fixed, withdrawn, other, newer)) == []


def test_pins_are_read_with_extras_markers_and_hashes(tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        'Py_YAML==6.0.1 \\\n    --hash=sha256:x\nuvicorn[standard]==0.30 ; python_version >= "3.11" \\\n# a==1\n'
    )
    assert audit.pins(lock) == {"py-yaml": "6.0.1", "uvicorn": "0.30"}


def test_without_service_and_snapshot_it_is_skipped_with_a_word(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(audit, "from_service", lambda _pinned: None)
    monkeypatch.setenv("AUDIT_SNAPSHOT", str(tmp_path / "none.zip"))
    assert audit.main() == 0
    assert "skipped" in capsys.readouterr().out


def test_a_service_that_passes_over_packages_has_not_answered(monkeypatch):
    monkeypatch.setattr(audit, "_asked", lambda *_: [{"name": "x", "skip_reason": "not found"}])
    assert audit.from_service({"x": "1"}) is None


def test_the_second_service_is_asked_where_the_first_has_no_answer(monkeypatch):
    vulns = [{"id": "PYSEC-1", "fix_versions": ["2"]}]
    told = {"pypi": [], "osv": [{"name": "x", "version": "1", "vulns": vulns}]}
    monkeypatch.setattr(audit, "_asked", lambda service, _lines: told[service])
    assert audit.from_service({"x": "1"}) == ["x 1: PYSEC-1, mended in 2"]


def test_what_is_found_makes_it_fail(monkeypatch, capsys):
    monkeypatch.setattr(audit, "from_service", lambda _pinned: ["x 1: PYSEC-1, mended in 2"])
    assert audit.main() == 1
    assert "PYSEC-1" in capsys.readouterr().out
