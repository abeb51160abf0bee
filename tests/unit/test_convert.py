"""Word and PDF files as notes, made here byte by byte."""

import sys
import zipfile
from io import BytesIO

import pytest

from ingest.files import read_note
from ingest.parse import parse_note
from interviewer.domain.errors import NoteUnreadable
from interviewer.i18n import LANGUAGES, explain

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def a_docx(*paragraphs, extra=b""):
    """A Word file of (style or empty, text) paragraphs."""

    def paragraph(style, text):
        head = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{head}<w:r><w:t>{text}</w:t></w:r></w:p>"

    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2, 3)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{MAIN}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{"".join(paragraph(*each) for each in paragraphs)}'
        "</w:body></w:document>",
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
        if extra:
            archive.writestr("word/media/image1.bin", extra)
    return packed.getvalue()


def a_pdf(*pages, chapters=()):
    """A PDF of pages with lines of text, and an outline of (title, page from 0)."""
    first_page, first_chapter = 4, 4 + 2 * len(pages)
    outline = "/Outlines 3 0 R" if chapters else ""
    kids = " ".join(f"{first_page + 2 * n} 0 R" for n in range(len(pages)))
    last = first_chapter + len(chapters) - 1
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {outline} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Type /Outlines /First {first_chapter} 0 R /Last {last} 0 R /Count {len(chapters)} >>",
    ]
    for number, lines in enumerate(pages):
        text = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
        stream = f"BT /F1 12 Tf 50 700 Td {text}ET"
        font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        shown = f"/Resources {font} /Contents {first_page + 2 * number + 1} 0 R"
        bodies.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] {shown} >>")
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    for number, (title, page) in enumerate(chapters):
        here = first_chapter + number
        following = f"/Next {here + 1} 0 R" if here < last else ""
        before = f"/Prev {here - 1} 0 R" if number else ""
        bodies.append(
            f"<< /Title ({title}) /Parent 3 0 R {following} {before} /Dest [{first_page + 2 * page} 0 R /Fit] >>"
        )
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
    return (
        written + f"{head}trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF".encode()
    )


def sections(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    found = parse_note(read_note(tmp_path / name), name).sections
    return {section.path: [point.text for point in section.key_points] for section in found}


def why(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(NoteUnreadable) as raised:
        read_note(tmp_path / name)
    return raised.value


def test_headings_and_paragraphs_of_a_word_file_become_sections(tmp_path):
    data = a_docx(
        ("H1", "Redis"), ("H2", "持久化"), ("", "RDB 是快照"), ("", "AOF 记录每条写命令 a_b*c"), ("H2", "为什么快？")
    )
    assert sections(tmp_path, "笔记 1.docx", data) == {
        "持久化": ["RDB 是快照", "AOF 记录每条写命令 a_b*c"],
        "为什么快？": [],
    }


def test_the_chapters_of_a_pdf_become_sections(tmp_path):
    data = a_pdf(
        ["Persistence", "RDB is a snapshot of one moment."],
        ["Replication", "A replica replays the log of its", "source and may lag behind."],
        chapters=[("Persistence", 0), ("Replication", 1)],
    )
    assert sections(tmp_path, "n.pdf", data) == {
        "Persistence": ["RDB is a snapshot of one moment"],
        "Replication": ["A replica replays the log of its source and may lag behind"],
    }


def test_numbered_lines_are_the_headings_of_a_pdf_without_chapters_and_heads_and_feet_go(tmp_path):
    pages = [
        ["My notes", f"1.{n} Part {'abcde'[n]}", f"Fact {'abcde'[n]} holds here.", f"Page {n} of 5"] for n in range(5)
    ]
    found = sections(tmp_path, "n.pdf", a_pdf(*pages))
    assert found["1.2 Part c"] == ["Fact c holds here"]
    assert "My notes" not in str(found)
    assert "Page" not in str(found)


def test_without_the_extra_it_is_said_what_to_install(tmp_path, monkeypatch):
    for module in ("mammoth", "pypdf"):
        monkeypatch.setitem(sys.modules, module, None)
    for error in (why(tmp_path, "n.docx", a_docx(("", "x"))), why(tmp_path, "n.pdf", a_pdf(["x"]))):
        assert error.details["why"] == "needs_documents"
        for language in LANGUAGES:
            assert "pip install 'interviewer[documents]'" in explain(error, language)


def test_a_damaged_document_a_scan_and_a_packed_giant_are_told_apart(tmp_path):
    assert why(tmp_path, "a.docx", b"PK\3\4broken").details["why"] == "broken_document"
    assert why(tmp_path, "a.pdf", b"%PDF-1.7 broken").details["why"] == "broken_document"
    assert why(tmp_path, "scan.pdf", a_pdf([])).details["why"] == "no_text"
    giant = a_docx(("", "x"), extra=bytes(101 * 1024 * 1024))
    assert why(tmp_path, "giant.docx", giant).details["why"] == "unfolds"


def test_a_pdf_with_a_password_is_told(tmp_path):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(a_pdf(["secret"]))))
    writer.encrypt("password", algorithm="RC4-128")
    locked = BytesIO()
    writer.write(locked)
    assert why(tmp_path, "n.pdf", locked.getvalue()).details["why"] == "locked"


def test_every_reason_has_a_sentence_in_both_languages():
    reasons = (
        "empty binary too_large unknown_encoding unsupported no_permission gone not_a_file read_failed no_text locked "
        "unfolds mislabelled"
    )
    for reason in [*reasons.split(), "needs_documents", "broken_document"]:
        for language in LANGUAGES:
            assert "a.md" in explain(NoteUnreadable(file="a.md", why=reason), language)
