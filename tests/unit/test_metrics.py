"""What is counted, and that it stays small and harmless."""

import ast
import re
from pathlib import Path

import pytest

from interviewer.adapters.prometheus import PrometheusMeter
from interviewer.adapters.prometheus.meter import MOST_VALUES
from interviewer.adapters.prometheus.names import METRICS, Kind, Metric
from interviewer.settings import ROOT


@pytest.fixture
def meter():
    return PrometheusMeter()


def exposed(meter):
    return meter.exposition().decode().splitlines()


def test_counts_and_times_come_out_in_the_collectors_format(meter):
    meter.count("turns", what="answered")
    meter.count("turns", 2, what="answered")
    meter.observe("grading_seconds", 0.3, grader="llm")
    lines = exposed(meter)
    assert 'interviewer_turns_total{what="answered"} 3.0' in lines
    assert 'interviewer_grading_seconds_bucket{grader="llm",le="0.5"} 1.0' in lines
    assert 'interviewer_grading_seconds_sum{grader="llm"} 0.3' in lines


def test_a_label_that_is_not_known_is_left_out_and_a_missing_one_is_empty(meter):
    meter.count("grades", grader="llm", mood="good")
    assert 'interviewer_grades_total{fallback="",gate="",grader="llm",outcome=""} 1.0' in exposed(meter)


def test_a_label_has_so_many_values_and_the_rest_are_one(meter):
    for number in range(MOST_VALUES + 30):
        meter.count("llm_calls", model=f"model-{number}", outcome="ok")
    lines = [line for line in exposed(meter) if line.startswith("interviewer_llm_calls_total{")]
    assert len(lines) == MOST_VALUES + 1
    assert 'interviewer_llm_calls_total{model="other",outcome="ok"} 30.0' in lines


@pytest.mark.parametrize("name", ["no_such_metric", "grading_seconds"])
def test_counting_what_cannot_be_counted_breaks_nothing(meter, name, caplog):
    meter.count(name)
    meter.count(name)
    assert len(caplog.records) == 1


def test_a_negative_amount_is_passed_over(meter):
    meter.count("turns", -1, what="asked")
    assert 'interviewer_turns_total{what="asked"} 0.0' in exposed(meter)


def test_gauges_are_read_when_they_are_asked_for_and_may_fail(meter):
    numbers = [3, 5]
    meter.gauge("open_windows", "Windows", lambda: numbers.pop(0))
    meter.gauge("broken", "Breaks", lambda: 1 / 0)
    meter.gauge("unknown", "Unknown", lambda: None)
    assert "interviewer_open_windows 3.0" in exposed(meter)
    lines = exposed(meter)
    assert "interviewer_open_windows 5.0" in lines
    assert not any("broken" in line or "unknown" in line for line in lines)


def test_the_process_itself_is_measured(meter):
    assert any(line.startswith("process_resident_memory_bytes ") for line in exposed(meter))


def test_everything_that_the_product_counts_is_declared_with_its_labels():
    declared = {metric.name: metric for metric in METRICS}
    for file, kind, name, labels in _counted():
        assert name in declared, f"{file} counts {name}, which adapters/prometheus/names.py does not name"
        metric = declared[name]
        assert metric.kind is kind, f"{file}: {name}"
        assert labels <= set(metric.labels), f"{file}: {name}"


def _counted():
    for folder in ("interviewer", "ingest", "ui"):
        for file in (ROOT / folder).rglob("*.py"):
            yield from _calls(file)


def _calls(file: Path):
    text = file.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)) if "meter." in text else ():
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        what = ast.unparse(node.func.value)
        if not what.endswith("meter") or node.func.attr not in ("count", "observe"):
            continue
        if isinstance(node.args[0], ast.Constant):
            kind = Kind.COUNTER if node.func.attr == "count" else Kind.HISTOGRAM
            yield file, kind, node.args[0].value, {each.arg for each in node.keywords if each.arg}


def test_names_are_as_the_collectors_manual_wants_them():
    for metric in METRICS:
        assert metric.exported.replace("_", "").isalnum() and metric.exported.islower()
        assert metric.kind is Kind.COUNTER or metric.name.endswith("_seconds")
        assert metric.meaning and not metric.meaning.endswith(".")
    assert Metric("a", Kind.HISTOGRAM, "b").exported == "interviewer_a"


@pytest.mark.parametrize("page", ["operating.md", "operating.zh.md"])
def test_the_manual_lists_every_metric(page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `(interviewer_\w+)` \| ([\w, ]*)", text, re.MULTILINE))
    for metric in METRICS:
        assert (metric.exported, ", ".join(metric.labels) + " " * bool(metric.labels)) in listed, metric.name
    gauges = {name for name, _ in listed} - {metric.exported for metric in METRICS}
    source = "".join(file.read_text(encoding="utf-8") for file in _gauged())
    assert gauges == {f"interviewer_{name}" for name in re.findall(r'\.gauge\("(\w+)"', source)}


def _gauged():
    return [ROOT / "interviewer" / "bootstrap" / "seeing.py", ROOT / "ui" / "server" / "metrics.py"]
