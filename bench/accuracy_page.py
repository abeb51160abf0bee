"""Make docs/accuracy.md and docs/accuracy.zh.md from bench/results: `python -m bench.accuracy_page`.

The words are in bench/templates and what was wanted is in bench/wanted.toml; every figure comes from the results.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template
from typing import Any

from bench.figures import RESULTS, ROOT
from bench.wanted import Figure, read_results, tables

DOCS = ROOT / "docs"
TEMPLATES = Path(__file__).with_name("templates")
PAGES = {"en": "accuracy.md", "zh": "accuracy.zh.md"}
PICTURES = ("reliability", "scores")
_HASH_SHOWN = 12


def pages(results: Path = RESULTS) -> dict[str, str]:
    """The pages by file name."""
    read = read_results(results)
    return {name: _page(read, language) for language, name in PAGES.items()}


def picture_data(results: Path = RESULTS) -> dict[str, Any]:
    """What the pictures show; empty where it was not measured."""
    return read_results(results).get("grading", {}).get("figures", {}).get("pictures", {})


def _page(results: dict[str, dict[str, Any]], language: str) -> str:
    words = tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))[language]
    template = Template((TEMPLATES / f"accuracy.{language}.md").read_text(encoding="utf-8"))
    made = tables(results)
    filled = {name: _table(figures, language, words) for name, figures in made.items()}
    return template.substitute(
        filled,
        models=_models(results, words),
        sources=_sources(results, words),
        pictures=_pictures(results, language, words),
        **_counts([each for figures in made.values() for each in figures]),
        **_sizes(results, words),
    )


def _table(figures: Sequence[Figure], language: str, words: dict[str, Any]) -> str:
    return _rows(words["columns"], (_line(each, language, words) for each in figures))


def _line(figure: Figure, language: str, words: dict[str, Any]) -> list[str]:
    measured = words["not_measured"] if figure.measured is None else f"{figure.measured:g}"
    met = {True: words["met"], False: words["not_met"], None: "–"}[figure.met]
    how = words["how"][figure.how].format(folds=figure.folds) if figure.how else "–"
    cases = "–" if figure.cases is None else f"{figure.cases:,}"
    return [figure.names[language], figure.wanted or "–", measured, met, cases, how]


def _models(results: dict[str, dict[str, Any]], words: dict[str, Any]) -> str:
    """A line for each model and set that it graded."""
    found = [
        [each["figures"]["model"], name, *_of_model(told)]
        for file, each in results.items()
        if file.startswith("accuracy-")
        for name, told in each["figures"]["sets"].items()
    ]
    return _rows(words["model_columns"], found) if found else words["no_model"]


def _of_model(told: dict[str, Any]) -> list[str]:
    fallbacks = ", ".join(f"{count} {reason}" for reason, count in told["fallbacks"].items()) or "0"
    agreement = told.get("score_pearson", told.get("pearson"))
    error = told["score_mae"] if "score_mae" in told else 100 * told["rmse"]
    graded = told["graded_by"].get("llm", 0)
    shown = "–" if agreement is None else f"{agreement:g}"
    return [str(told["n"]), str(graded), fallbacks, str(told["unscored"]), shown, f"{error:.4g}"]


def _sources(results: dict[str, dict[str, Any]], words: dict[str, Any]) -> str:
    return _rows(words["source_columns"], (_source(name, each) for name, each in results.items()))


def _source(name: str, result: dict[str, Any]) -> list[str]:
    inputs = "<br>".join(f"{file} `{hash_[:_HASH_SHOWN]}`" for file, hash_ in result["inputs"].items()) or "–"
    link = f"[{name}](../bench/results/{name}.json)"
    return [link, result["date"], f"`{result['commit']}`", result["machine"], inputs]


def _pictures(results: dict[str, dict[str, Any]], language: str, words: dict[str, Any]) -> str:
    if not results.get("grading", {}).get("figures", {}).get("pictures"):
        return words["no_pictures"]
    shown = (
        f"![{words[name]}](images/accuracy-{name}.{language}.svg)\n\n{words[f'about_{name}'].strip()}"
        for name in PICTURES
    )
    return "\n\n".join(shown)


def _counts(figures: Sequence[Figure]) -> dict[str, int]:
    wanted = Counter("unknown" if each.met is None else str(each.met) for each in figures if each.wanted)
    return {
        "wanted": wanted.total(),
        "met": wanted["True"],
        "not_met": wanted["False"],
        "not_measured": wanted["unknown"],
    }


def _sizes(results: dict[str, dict[str, Any]], words: dict[str, Any]) -> dict[str, object]:
    """How big the sets are, for the sentences that say what that means."""
    unknown = words["unknown"]
    answers = results.get("grading", {}).get("figures", {}).get("answers", {})
    fewest = min((kind["n"] for kind in answers.get("by_kind", {}).values()), default=0)
    return {
        "answers_n": answers.get("n", unknown),
        "fewest": fewest or unknown,
        "swing": round(100 / fewest) if fewest else unknown,
        "attacks_n": results.get("attacks", {}).get("figures", {}).get("n", unknown),
        "calibration": results.get("grading", {}).get("figures", {}).get("calibration", unknown),
    }


def _rows(heads: Sequence[str], rows: Iterator[list[str]] | Sequence[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def main() -> None:
    from bench.pictures import pictures

    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}")
    for file in pictures(picture_data(), DOCS / "images"):
        print(f"docs/images/{file.name}")


if __name__ == "__main__":
    main()
