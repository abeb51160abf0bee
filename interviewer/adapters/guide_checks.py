"""Whether what a model wrote beside a question may stand there: follow-ups that give nothing away, and no word of
anything that the section does not speak of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from interviewer.adapters.embedded_grader.terms import terms
from interviewer.adapters.embedded_grader.units import read
from interviewer.domain.desk import Guide, Rung, Step
from interviewer.domain.grounding import names
from interviewer.domain.probing import leaked_terms, specific_terms
from interviewer.domain.questions import Question
from interviewer.domain.text import fold, language_of
from interviewer.i18n import translate

LONGEST_RUNG, LONGEST_ANCHOR, LONGEST_FLAG = 160, 320, 160
FEWEST_FLAGS, MOST_FLAGS = 1, 5
_MOST_STRANGE = 2
"""Short words of the field, such as `降级`, that an anchor may have beside those of its section."""
_SHORT = 2
_TOLD_OF_ANYTHING = frozenset(
    """
    失败 故障 错误 超时 丢失 恢复 重试 重启 崩溃 宕机 停止 影响 成本 性能 延迟 资源 占用 优点 缺点 比较 选择 安全 可靠
    稳定 简单 复杂 自动 手动 同时 大量 突然 等待 继续 多个 不同 相同 数量 范围 规则 机制 状态 执行 运行
    """.split()
)
"""Words of the field for what goes wrong with anything and what it costs."""


def fault_in(guide: Guide, question: Question, language: str) -> str:
    """What is wrong first, in words for the model; "" for nothing."""
    return next(_faults(guide, question, language), "")


def _faults(guide: Guide, question: Question, language: str) -> Iterator[str]:
    yield from _faults_of_ladder(guide.ladder, question, language)
    anchors = guide.anchors
    for name, text in (("weak", anchors.weak), ("good", anchors.good), ("excellent", anchors.excellent)):
        yield from _faults_of_text(name, text, LONGEST_ANCHOR, question, language, tied=name != "weak")
    if len({fold(each) for each in (anchors.weak, anchors.good, anchors.excellent)}) < len(Step):
        yield translate("repair.guide_same", language)
    if len(guide.red_flags) < FEWEST_FLAGS:
        yield translate("repair.guide_flags", language, limit=MOST_FLAGS)


def _faults_of_ladder(ladder: tuple[Rung, ...], question: Question, language: str) -> Iterator[str]:
    if [each.step for each in ladder] != list(Step):
        yield translate("repair.guide_steps", language)
    aims = [each.aims_at for each in ladder]
    if not all(aims) or (len(question.key_points) >= len(Step) and len(set(aims)) < len(aims)):
        yield translate("repair.guide_points", language, count=len(question.key_points))
    if len({fold(question.text), *(fold(each.text) for each in ladder)}) <= len(ladder):
        yield translate("repair.guide_same", language)
    shown = f"{question.text}\n{question.path}"
    for rung in ladder:
        yield from _faults_of_form(rung.step.value, rung.text, LONGEST_RUNG, language)
        leaked = {term for point in question.key_points for term in leaked_terms(rung.text, point, shown)}
        if leaked:
            what = ", ".join(sorted(leaked))
            yield translate("repair.guide_gives_away", language, where=rung.step.value, what=what)
        yield from _strange(rung.step.value, rung.text, question, language)


def usable_flag(text: str, question: Question, language: str) -> bool:
    return not any(_faults_of_text("red_flags", text, LONGEST_FLAG, question, language, tied=True))


def _faults_of_text(
    where: str, text: str, limit: int, question: Question, language: str, *, tied: bool
) -> Iterator[str]:
    yield from _faults_of_form(where, text, limit, language)
    yield from _strange(where, text, question, language)
    if tied and not specific_terms(text) & specific_terms(_section(question)):
        yield translate("repair.guide_untied", language, where=where)


def _faults_of_form(where: str, text: str, limit: int, language: str) -> Iterator[str]:
    if not 0 < len(text) <= limit:
        yield translate("repair.guide_length", language, where=where, limit=limit)
    elif language_of(text) != language:
        yield translate("repair.guide_language", language, where=where)


def _strange(where: str, text: str, question: Question, language: str) -> Iterator[str]:
    if found := strange_terms(text, _section(question)):
        yield translate("repair.guide_strange", language, where=where, what=", ".join(found))


def strange_terms(text: str, section: str) -> list[str]:
    """Names, numbers and words of the field that the section has under no name, where they say something of their own.

    A few short words are let pass: what goes wrong and what it costs is told in words of the field.
    """
    around, known = fold(section), read(section).concepts
    said = [unit for unit in read(text).units if unit.concept not in known and fold(unit.text) not in around]
    foreign = {unit.text: unit for unit in said if unit.concept in _field()}
    named = {name for name in names(text) if name not in around and not read(name).concepts <= known}
    long = {text for text, unit in foreign.items() if unit.is_latin or len(text) > _SHORT}
    short = foreign.keys() - long - _TOLD_OF_ANYTHING
    return sorted(named | (long if _is_chinese(text) else set()) | (short if len(short) > _MOST_STRANGE else set()))


def _is_chinese(text: str) -> bool:
    return language_of(text) == "zh"


@cache
def _field() -> frozenset[str]:
    return frozenset(terms().concept_of.values())


def _section(question: Question) -> str:
    points = "\n".join(point.text for point in question.key_points)
    return f"{question.text}\n{question.path}\n{points}\n{question.reference}"
