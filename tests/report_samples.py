"""Sessions whose reports are made into files, and what stands in such files."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from interviewer.adapters import anki_deck
from interviewer.adapters.chart_pictures import draw
from interviewer.adapters.typst_printer import TypstPrinter
from interviewer.domain.assessment import Assessment, FalseClaim, Verdict, VerdictKind
from interviewer.domain.notes import KeyPoint, SourceLines
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.sessions import Course, FollowUpTurn, Session, TurnState
from interviewer.services.report_files import ReportFiles
from interviewer.services.reports import build
from tests.samples import a_key_point, a_question, a_session, a_turn, an_assessment

COVERED, PARTIAL = VerdictKind.COVERED, VerdictKind.PARTIAL
MISSED, CONTRADICTED = VerdictKind.MISSED, VerdictKind.CONTRADICTED
FILES = ReportFiles(TypstPrinter(), anki_deck.package, draw)
"""What makes files of reports, with everything real."""
TRICKS = (
    "<script>alert(1)</script><img src=http://evil.example/x onerror=alert(1)>",
    "</style></blockquote><!-- &amp; &#x3c; \" ' `",
    "# head\n- list **bold** _x_ ~~y~~ [a](javascript:alert(1)) ![b](http://evil.example)",
    "$x^2$ $$\\frac{a}{b}$$ \\(a\\) \\[b\\] [latex]x[/latex] [sound:a.mp3] {{Front}} {{c1::x}}",
    '#eval("1") #import "x.typ": * ] } ) $ * _ ` @ref <label> \\u{1F600} // /* "',
    '=HYPERLINK("http://evil.example") \n+1+1\n-1\n@SUM(A1)\t=1;=2,=3',
    "长" * 5000 + "x" * 5000,
    "\x00\x07\ud800\udfff\u202eabc\u202c \u2066ok\u2069 \ufeff\u200b",
    "مرحبا שלום 😀👩‍💻🇨🇳 é ñ ẞ 𠮷 ﷽ \ue000",
    "",
)
"""What somebody might say or write that means something to a browser, a typesetter, a spreadsheet or Anki."""


def session_with(text: str) -> Session:
    """A session in which that text stands wherever somebody writes: notes, questions, answers, remarks, hints."""
    points = tuple(KeyPoint(f"kp{n}", f"{text} {n}", SourceLines(f"{text}.md", n + 1, n + 2)) for n in range(4))
    question = Question(text, "s1", f"领域 / {text} / 机制", points, text, "zh")
    kinds = (COVERED, PARTIAL, MISSED, CONTRADICTED)
    verdicts = tuple(
        Verdict(point, kind, "" if kind is MISSED else text, remark=text, unsure=True)
        for point, kind in zip(points, kinds, strict=True)
    )
    graded = Assessment(verdicts, "llm", (FalseClaim(text, text),), model=text)
    course = Course((text,), (text,))
    follow_up = FollowUpTurn(FollowUp(text, points[2], "zh"), text, Assessment(verdicts[2:3], "llm"), course)
    turn = a_turn(question=question, answer=text, state=TurnState.GRADED, assessment=graded, course=course)
    return a_session(turns=(replace(turn, follow_ups=(follow_up,)),))


def a_plain_session() -> Session:
    points = tuple(a_key_point(f"kp{at}", f"要点 {at}") for at in (1, 2, 3))
    question = a_question(key_points=points)
    graded = an_assessment(COVERED, PARTIAL, MISSED)
    verdicts = tuple(replace(each, key_point=point) for each, point in zip(graded.verdicts, points, strict=True))
    graded = replace(graded, verdicts=verdicts)
    turn = a_turn(question=question, answer="从库重放 relay log", state=TurnState.GRADED, assessment=graded)
    return a_session(turns=(turn, a_turn("turn2", position=1, state=TurnState.SKIPPED)))


def areas_session() -> Session:
    turns = [
        replace(
            a_plain_session().turns[0], id=f"t{at}", position=at, question=a_question(path=f"领域{at} / 主题 / 机制")
        )
        for at in range(3)
    ]
    return a_session(turns=tuple(turns))


REPORT = build(a_plain_session())


class Page(HTMLParser):
    """What a browser would see: tags, attributes, and the words between them."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)
