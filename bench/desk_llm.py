"""How long probes by a chat model take, when it answers after two seconds: a stub on loopback, asked over HTTP."""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from interviewer.bootstrap import Container
from interviewer.domain.desk import SetQuestion
from interviewer.settings import load

SECONDS, ANSWERS = 2.0, 12
_AIM = re.compile(r"^(\d+)\. ", re.M)
PROBES = ("能再具体一点吗？", "还有别的方面吗？", "换一个角度，你会怎么讲？")


def speed_with_model(answers: Sequence[tuple[SetQuestion, str]]) -> dict[str, Any]:
    """Seconds from a note to the probes in the model's words; the embedded ones are there long before."""
    stub = import_module("tests.stub_openai")  # by name: tests are not typed as strictly
    times: list[float] = []
    found = 0
    with stub.StubOpenAI(stub_reply) as server, tempfile.TemporaryDirectory() as folder:
        settings = load(data_dir=Path(folder), openai_api_key=stub.KEY, openai_base_url=server.url, openai_model="stub")
        container = Container(settings)
        better = container.desk.better_probes
        if better is None:
            raise RuntimeError("there is a key, and no chat model")
        better.reworded(*answers[0], "zh")  # how this server gives objects is found out with the first request
        for question, answer in answers[:ANSWERS]:
            container.desk.probing.open(question, "zh")
            server.will(stub.Slow(SECONDS))
            started = time.perf_counter()
            shown = container.desk.probing.suggest(question, answer, "zh").probes
            found += len(better.reworded(question, answer, "zh", shown=shown))
            times.append(time.perf_counter() - started)
        container.close()
    return {"n": len(times), "model_s": SECONDS, "p50_s": round(median(times), 3), "most_s": round(max(times), 3)} | {
        "probes": found
    }


def stub_reply(body: dict[str, Any]) -> str:
    """A probe for each aim that was asked about, out of PROBES."""
    aims = body["messages"][-1]["content"].partition("<aims>")[2].partition("</aims>")[0]
    numbers = [int(each) for each in _AIM.findall(aims)]
    probes = [{"aim": at, "probe": PROBES[at % len(PROBES)]} for at in numbers]
    return json.dumps({"probes": probes}, ensure_ascii=False)
