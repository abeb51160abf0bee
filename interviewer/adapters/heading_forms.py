"""What a title that names something calls for: a comparison, steps, a way to do it, what to do in trouble..."""

from __future__ import annotations

import re
from dataclasses import dataclass

from interviewer.adapters.heading_words import (
    gerunds,
    is_act,
    looks_like,
    rest_after,
    rest_before,
    without_gloss,
    wordings,
)
from interviewer.domain.notes import Shape

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_SLASH = rf"(?:(?<=[A-Za-z]{{3}})|(?<=[{CJK}]{{2}}))/(?=[A-Za-z]{{3}}|[{CJK}]{{2}})"
_SURE = rf"\s*[,，、;；]\s*|\s+/\s+|{_SLASH}|\s+(?:vs\.?|versus)\s+"
_SURE_SEPARATOR = re.compile(_SURE, re.IGNORECASE)
_ANY_SEPARATOR = re.compile(rf"{_SURE}|\s+(?:and|&)\s+|\s*[与和及]\s*", re.IGNORECASE)
_PROCESSES = re.compile(r"process(?:es|or|ing)\b", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w.+-]*")
_COMMAND = re.compile(
    r"(?:kubectl|docker|helm|git|systemctl|crictl|ctr|nerdctl|redis-cli|mysqldump|etcdctl|iptables|ipvsadm|curl|dig|tcpdump|"
    r"ansible(?:-\w+)?|terraform|kubeadm|journalctl|rsync|ssh|strace|nginx|mysql|salt|openssl|sysctl|ip|tc|nft) "
    r"(?:-{0,2}[a-z][\w-]*)(?: [\x21-\x7e]+)*"
)
# Suffixes whose title is the thing without them, and those that are part of its name.
_WITHOUT_SUFFIX = (
    "features",
    "components",
    "overview",
    "tradeoff",
    "trouble",
    "tuning",
    "practice",
    "availability",
    "why",
    "example",
    "ways",
)
_WITH_SUFFIX = {"lifecycle": "lifecycle", "schemes": "mechanism", "events": "event", "phenomena": "phenomenon"}
# Under a title that names one thing, neither a list nor a comparison says what its items are.
_FORM_OF_SHAPE = {Shape.LIST: "about", Shape.COMPARISON: "about"}


@dataclass(frozen=True, slots=True)
class Form:
    """The name of a list of wordings, the thing that is asked about, and the things side by side, if there are any."""

    name: str
    thing: str
    items: tuple[str, ...] = ()


def form_of(title: str, shape: Shape) -> Form:
    """The title decides the grammar, the shape of the text what the title leaves open."""
    return (
        _of_sentence(title)
        or _without_suffix(title)
        or _of_several(title, shape)
        or _with_suffix(title)
        or _of_noun(title, shape)
    )


def parts_of(title: str) -> tuple[str, ...]:
    """The things a title puts side by side, by any separator; empty when there is only one."""
    parts = tuple(part for part in _ANY_SEPARATOR.split(without_gloss(title)) if part)
    return parts if len(parts) > 1 else ()


def _of_sentence(title: str) -> Form | None:
    """A command, an advice, a symptom or something to do: none of these is a noun phrase."""
    if _COMMAND.fullmatch(title):
        return Form("command", title)
    if looks_like(title, "advice"):
        return Form("statement", title.rstrip("。.!！"))
    if looks_like(title, "symptoms") and not rest_before(title, "trouble"):
        return Form("symptom", title.rstrip("。.!！"))
    if is_act(title):
        return Form("doing", title)
    spoken = gerunds(title)
    return Form("doing", spoken) if spoken else None


def _without_suffix(title: str) -> Form | None:
    for name in _WITHOUT_SUFFIX:
        rest = rest_before(title, name) or rest_after(title, name)
        if rest and len(rest) > 1 and not looks_like_qualifier(rest):
            return Form(name, rest)
    return None


def _with_suffix(title: str) -> Form | None:
    found = (form for group, form in _WITH_SUFFIX.items() if rest_before(title, group) is not None)
    return next((Form(form, title) for form in found), None)


def looks_like_qualifier(rest: str) -> bool:
    """`常见` of `常见故障排查`: no thing by itself."""
    return rest in wordings("zh")["headings"]["closely_joined"] or rest.casefold() in ("common", "typical", "general")


def _of_several(title: str, shape: Shape) -> Form | None:
    contrasted = rest_before(title, "contrast") or rest_after(title, "contrast")
    explained = rest_before(title, "mechanism") or rest_after(title, "mechanism")
    thing = contrasted or explained or title
    items = _compared(thing, sure=contrasted is not None or shape == Shape.COMPARISON)
    if items:
        return Form("comparison", thing, items)
    if contrasted:
        return Form("alternatives", thing)
    return Form("mechanism", thing) if explained else None


def _of_noun(title: str, shape: Shape) -> Form:
    if rest_before(title, "process"):
        return Form("steps", _smooth_process(title))
    if rest_before(title, "kinds") is not None:
        return Form("alternatives" if shape == Shape.COMPARISON else "list", title)
    if shape == Shape.STEPS and _PROCESSES.search(title):
        return Form("about", title)
    return Form(_FORM_OF_SHAPE.get(shape, shape.value), title)


def _compared(title: str, *, sure: bool) -> tuple[str, ...]:
    """The things to compare: those of an enumeration, of one kind (`主动模式与被动模式`), or all of them names."""
    parts = parts_of(title)
    enumerated = len([part for part in _SURE_SEPARATOR.split(title) if part]) > 1
    alike = len(parts) > 1 and (len(set(map(_tail, parts))) == 1 or all(map(_NAME.fullmatch, parts)))
    return parts if (sure or enumerated or alike) and not all(map(_is_activity, parts)) else ()


def _is_activity(part: str) -> bool:
    """`备份`, `backup`: two of them are done one after the other, and nobody compares them."""
    acts = (*wordings("zh")["headings"]["acts"], *wordings("en")["headings"]["acts"])
    return part.casefold().endswith(acts)


def _tail(part: str) -> str:
    return part.split(" ")[-1] if part.isascii() else part[-2:]


def _smooth_process(title: str) -> str:
    """`访问域名过程` -> `访问域名的过程`; a short head such as `启动流程` stays."""
    match = re.fullmatch(rf"(.*[{CJK}].*?)(过程|流程|步骤)", title)
    if not match or len(match[1].replace(" ", "")) < 3 or match[1].endswith(("的", "工作")):
        return title
    return f"{match[1]}的{match[2]}"
