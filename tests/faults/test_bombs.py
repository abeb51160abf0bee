"""Uploads that are made to hurt: small files that unfold, names that are paths, kinds that are not what they say."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zlib

import pytest

from bench.fuzz.seeds import documents, docx_parts, packed
from ingest import apart
from ingest.files import read_note
from ingest.upload_names import kept_name
from interviewer.domain.errors import ArchiveUnreadable, NoteUnreadable
from interviewer.i18n import LANGUAGES, explain
from interviewer.services import archive_file

BLOCK, BLOCKS = 2**20, 1024


def refused(tmp_path, name, data):
    """Why it is not read, told in both languages."""
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(NoteUnreadable) as raised:
        read_note(file)
    assert all("?" not in explain(raised.value, language) for language in LANGUAGES)
    return raised.value.details["why"]


def a_gigabyte():
    """Of zeros, deflated: one megabyte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(BLOCK)) + packer.flush(zlib.Z_FULL_FLUSH)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return block * BLOCKS + packer.flush(zlib.Z_FINISH)


def a_zip(names, deflated, size):
    """A zip whose parts all say that they hold `size` bytes."""
    out, index = b"", b""
    for name in (each.encode() for each in names):
        fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(deflated), size, len(name), 0)
        index += b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name
        out += b"PK\x03\x04" + fields + name + deflated
    end = struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(index), len(out), 0)
    return out + index + b"PK\x05\x06" + end


def a_pdf(*objects):
    """A PDF of these objects, numbered from 1; the first one is its root."""
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + end + b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))


def a_stream(data, more=b""):
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), more, data)


def test_a_word_file_of_ten_megabytes_that_unfolds_to_ten_gigabytes_is_refused_unread(tmp_path):
    names = ["word/document.xml", *(f"word/{at}.xml" for at in range(9))]
    bomb = a_zip(names, a_gigabyte()[: 1000 * 1000], BLOCK * BLOCKS)
    assert 9e6 < len(bomb) < 10.5e6
    assert refused(tmp_path, "bomb.docx", bomb) == "unfolds"


def test_a_word_file_that_lies_about_its_size_is_read_no_further_than_it_says(tmp_path):
    bomb = a_zip([*docx_parts()], a_gigabyte(), 1000)
    assert refused(tmp_path, "liar.docx", bomb) == "broken_document"


def test_entities_that_grow_and_elements_twenty_thousand_deep_are_refused(tmp_path):
    parts = docx_parts()
    laughs = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    parts["word/document.xml"] = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><x>&a11;</x>'
    assert refused(tmp_path, "laughs.docx", packed(parts)) == "broken_document"
    parts["word/document.xml"] = docx_parts()["word/document.xml"].replace(
        "<w:body>", "<w:body>" + "<w:sdt><w:sdtContent>" * 20_000 + "</w:sdtContent></w:sdt>" * 20_000
    )
    assert refused(tmp_path, "deep.docx", packed(parts)) in ("broken_document", "unfolds")


def test_a_pdf_whose_pages_unfold_or_never_end_is_refused_or_read_in_part(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 3)
    words = zlib.compress(b"BT /F1 9 Tf (x) Tj ET " * 3_000_000, 9)
    font = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R%s>>" % font
    root, one = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    unfolds = a_pdf(root, one, page, a_stream(words, b"/Filter/FlateDecode"))
    assert len(unfolds) < 500_000
    assert refused(tmp_path, "unfolds.pdf", unfolds) in ("unfolds", "broken_document")
    loops = a_pdf(root, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000000>>")
    assert refused(tmp_path, "loops.pdf", loops) in ("unfolds", "broken_document", "no_text")


def test_a_document_within_the_limits_is_read_in_a_process_of_its_own_too(tmp_path, monkeypatch):
    file = tmp_path / "cache.pdf"
    file.write_bytes(documents().pdf)
    assert "keys expire at once" in read_note(file)
    monkeypatch.setattr(apart, "_SMALL", 0)
    (tmp_path / "cache.docx").write_bytes(documents().docx)
    assert "过期时间加随机值" in read_note(tmp_path / "cache.docx")


def test_what_is_of_another_kind_than_its_name_says_is_refused(tmp_path):
    for name, data in {
        "a.md": documents().pdf,
        "b.txt": documents().docx,
        "c.docx": documents().pdf,
        "d.pdf": documents().docx,
        "e.pdf": b"# only words\n",
    }.items():
        assert refused(tmp_path, name, data) == "mislabelled", name
    assert refused(tmp_path, "f.pdf", b"%PDF-1.7 and nothing") == "broken_document"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/cron.d/x.md", "x.md"),
        ("..\\..\\windows\\x.md", "x.md"),
        ("C:\\x.md", "x.md"),
        ("/etc/passwd/.md", None),
        ("..", None),
        ("", None),
        ("x.md/", None),
        ("x.exe", None),
        ("x.md\x00.exe", None),
        ("x.exe\x00.md", "x.exe_.md"),
        (".hidden.md", "hidden.md"),
        ("con.md", "_con.md"),
        ("笔记 1.md", "笔记 1.md"),
        ("e\u202edm.md", "e_dm.md"),
    ],
)
def test_a_name_never_becomes_a_path(sent, kept):
    if kept is None:
        with pytest.raises(NoteUnreadable):
            kept_name(sent)
    else:
        assert kept_name(sent) == kept


def test_a_long_name_fits_every_file_system_and_keeps_its_ending():
    made = kept_name("字" * 500 + ".docx")
    assert len(made.encode()) <= 180
    assert made.endswith("字.docx")


def test_an_archive_that_unfolds_beyond_all_measure_is_refused_while_it_is_read(monkeypatch):
    monkeypatch.setattr(archive_file, "ROOM", 2**20)
    head = {"format": archive_file.FORMAT, "version": 1, "made_at": "2026-11-28T00:00:00+00:00", "recordings": False}
    lines = json.dumps(head) + "\n" + json.dumps({"kind": "x", "a": " " * 100_000}) + "\n"
    file = io.BytesIO(
        gzip.compress(lines.encode() + (json.dumps({"kind": "x", "a": " " * 100_000}) + "\n").encode() * 400)
    )
    with pytest.raises(ArchiveUnreadable) as raised:
        for _ in archive_file.read(file):
            pass
    assert raised.value.details["why"] == "archive.too_large"
