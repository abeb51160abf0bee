"""Pictures of how good a grader is, by Altair and vl-convert: the optional extra `charts`, without a browser.

Altair comes with Streamlit and is what the pages would draw with; vl-convert makes SVG and PNG of the same on this
machine, with the fonts that it has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from interviewer.domain.errors import ChartsMissing
from interviewer.i18n import translate
from interviewer.services.reliability import Bin

if TYPE_CHECKING:
    import altair

_INK, _QUIET, _LINE, _ACCENT, _WARM = "#1C1B1A", "#6B6862", "#E8E5DE", "#0F766E", "#C2410C"
_FONT = "Inter, Helvetica, Arial, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
_SCALE = 2
_WHOLE: Any = {"domain": [0, 1]}
_TICKS: Any = [0, 0.2, 0.4, 0.6, 0.8, 1]


def need_charts() -> None:
    """Raises ChartsMissing, before anything was measured in vain."""
    try:
        import altair  # noqa: F401
        import vl_convert  # noqa: F401
    except ImportError as error:
        raise ChartsMissing() from error


def reliability(bins: Sequence[Bin], what: str, language: str) -> Any:
    """An Altair chart of what was predicted against what people found; `what` is `points` or `marks`."""
    import altair as alt

    say = _words(language)
    x = alt.X("predicted:Q", title=None, scale=_WHOLE, axis=alt.Axis(values=_TICKS, labels=False))
    y = alt.Y("observed:Q", title=say(f"{what}.observed"), scale=_WHOLE, axis=alt.Axis(values=_TICKS, format=".1f"))
    exact = alt.Chart(alt.InlineData(values=[{"predicted": at, "observed": at} for at in (0, 1)])).encode(x=x, y=y)
    found = alt.Chart(alt.InlineData(values=[asdict(each) for each in bins])).encode(x=x, y=y)
    curve = alt.layer(
        exact.mark_line(color=_QUIET, strokeDash=[4, 4]),
        found.mark_line(color=_ACCENT, point=alt.OverlayMarkDef(color=_ACCENT, size=60)),
    )
    title = _title(say(f"{what}.title"), say("numbers"))
    return alt.vconcat(
        curve.properties(width=360, height=330), _counts(bins, say(f"{what}.predicted")), spacing=8, title=title
    )


def _counts(bins: Sequence[Bin], predicted: str) -> Any:
    import altair as alt

    rows = [{**asdict(each), "middle": (each.low + each.high) / 2} for each in bins]
    low = alt.X("low:Q", title=predicted, scale=_WHOLE, axis=alt.Axis(values=_TICKS, format=".1f"))
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=alt.Y("n:Q", title=None, axis=None))
    return alt.layer(
        base.mark_rect(color=_LINE, stroke="white").encode(x=low, x2="high:Q", y2=alt.datum(0)),
        base.mark_text(dy=-7, color=_INK, fontSize=10).encode(x=alt.X("middle:Q", scale=_WHOLE), text="n:Q"),
    ).properties(width=360, height=60)


def scores_by_kind(answers: Sequence[tuple[str, float, float]], language: str) -> Any:
    """An Altair chart of the answers (kind, true score, given score), one row a kind."""
    import altair as alt

    say = _words(language)
    names = {"true": say("true"), "given": say("given")}
    rows = [
        {"kind": kind, "whose": names[whose], "score": score}
        for kind, true, given in answers
        for whose, score in (("true", true), ("given", given))
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("score:Q", title=say("score"), scale=alt.Scale(domain=[0, 100])),
        y=alt.Y("kind:N", title=None, sort=_by_truth(answers), axis=alt.Axis(grid=True, tickBand="extent")),
        yOffset=alt.YOffset("whose:N", sort=list(names.values())),
        color=alt.Color(
            "whose:N",
            title=None,
            scale=alt.Scale(domain=list(names.values()), range=[_WARM, _ACCENT]),
            legend=alt.Legend(orient="top"),
        ),
    )
    mean = alt.X("mean(score):Q", title=say("score"))
    return alt.layer(
        base.mark_circle(opacity=0.4, size=40),
        base.mark_tick(thickness=3, size=11).encode(x=mean),
    ).properties(title=_title(say("kinds"), say("ticks")), width=460, height=alt.Step(13))


def drawn(chart: Any, kind: str) -> bytes:
    """The picture as `svg` or `png`."""
    import vl_convert

    specification = _styled(chart).to_dict()
    if kind == "svg":
        return str(vl_convert.vegalite_to_svg(specification)).encode()
    return bytes(vl_convert.vegalite_to_png(specification, scale=_SCALE))


def _styled(chart: Any) -> Any:
    plain: dict[str, Any] = {"labelFont": _FONT, "titleFont": _FONT, "labelColor": _QUIET, "titleColor": _INK}
    return (
        chart.configure(background="white", padding=12, font=_FONT)
        .configure_axis(gridColor=_LINE, domainColor=_QUIET, titleFontWeight="normal", **plain)
        .configure_legend(labelFont=_FONT, labelColor=_INK)
        .configure_view(stroke=None)
    )


def _title(text: str, below: str) -> altair.TitleParams:
    import altair as alt

    return alt.TitleParams(text, subtitle=below, anchor="start", color=_INK, subtitleColor=_QUIET, offset=10)


def _words(language: str) -> Callable[[str], str]:
    return lambda key: translate(f"chart.{key}", language)


def _by_truth(answers: Sequence[tuple[str, float, float]]) -> list[str]:
    """The kinds, those with the highest true scores first."""
    found: dict[str, list[float]] = {}
    for kind, true, _ in answers:
        found.setdefault(kind, []).append(true)
    return sorted(found, key=lambda kind: (-sum(found[kind]) / len(found[kind]), kind))
