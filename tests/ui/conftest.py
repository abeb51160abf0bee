"""The app's pages in this process, over the real product with small notes in a scratch folder."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import ui.state
from interviewer import settings as settings_module
from interviewer.adapters.usem3_embedder import Usem3Embedder
from interviewer.bootstrap import Container
from interviewer.domain.sessions import Session
from interviewer.settings import ROOT, Settings, load

KNOWLEDGE = ROOT / "tests" / "browser" / "knowledge"
_NO_WORDS = re.compile(r"<style.*?</style>|<[^>]+>", re.DOTALL)


class App:
    """What a visitor sees and does: open a page, read it, press what it offers."""

    def __init__(self) -> None:
        self.at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)

    def open(self, page: str = "start", **parameters: str) -> App:
        """A page by the name of its file, with what stands behind the question mark of its address."""
        self.at.query_params.clear()
        for name, value in parameters.items():
            self.at.query_params[name] = value
        self.at.switch_page(f"ui/pages/{page}.py").run()
        return self.sound()

    def sound(self) -> App:
        """Itself, when nothing broke: a traceback on a page is never right."""
        assert not self.at.exception, self.at.exception[0].stack_trace
        self.at._page_hash = ""  # stay on the page that the app itself switched to, as a browser does
        return self

    @property
    def html(self) -> str:
        return "\n".join(element.proto.body for element in self.at.get("html"))

    @property
    def text(self) -> str:
        """All words on the page and the sidebar, as they are read."""
        return html.unescape(_NO_WORDS.sub(" ", "\n".join(_words(self.at._tree))))

    @property
    def notices(self) -> list[str]:
        """The boxed sentences."""
        found = re.findall(r'<div class="iv-notice[^>]*>(.*?)</div>', self.html, re.DOTALL)
        return [html.unescape(each) for each in found]

    @property
    def buttons(self) -> list[str]:
        return [button.label for button in self.at.button]

    def press(self, label: str) -> App:
        found = [button for button in self.at.button if button.label == label]
        assert found, f"no {label!r} among {self.buttons}"
        found[0].click().run()
        return self.sound()

    def choose(self, label: str, *options: str) -> App:
        """Pick options of a row of pills or segments, by their values."""
        row = next(each for each in self.at.get("button_group") if each.label == label)
        row.set_value(list(options) if row.proto.click_mode == row.proto.MULTI_SELECT else options[0]).run()
        return self.sound()

    def say(self, answer: str) -> App:
        """Send an answer."""
        self.at.chat_input[0].set_value(answer).run()
        return self.sound()

    def unfold(self) -> App:
        """Open all questions of the report that is shown: what is closed is not drawn."""
        for box in self.at.expander:
            if box.key and box.key.startswith("question-"):
                self.at.session_state[box.key] = True
        self.at.run()
        return self.sound()

    def asked(self) -> bool:
        """Whether the page waits for an answer."""
        return bool(self.at.chat_input)


def _words(block: Any) -> Iterator[str]:
    for element in block.children.values():
        proto = getattr(element, "proto", None)
        said = [getattr(element, name, "") for name in ("label", "value", "options")]
        said += [getattr(proto, name, "") for name in ("label", "body")]
        yield from dict.fromkeys(each for each in map(_as_text, said) if each)
        if hasattr(element, "children"):
            yield from _words(element)


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    return "\n".join(map(str, value)) if isinstance(value, list | tuple) else ""


@pytest.fixture(scope="session")
def embedder():
    return Usem3Embedder(threads=1)


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path):
    """No setting of this machine and no `.env`; a data folder of the test's own."""
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    monkeypatch.setattr(settings_module, "ROOT", tmp_path)
    monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("INTERVIEWER_KNOWLEDGE_DIR", str(KNOWLEDGE))


@pytest.fixture
def parts(embedder):
    """What the product is made of beside its own parts; a test may put fakes in before it opens a page."""
    return {"embedder": embedder}


@pytest.fixture(autouse=True)
def made(monkeypatch, parts):
    """The containers that pages made, newest last; closed at the end."""
    containers: list[Container] = []

    def bootstrap(*, serves: bool = False) -> Container:
        containers.append(Container(load(), **parts))
        return containers[-1]

    monkeypatch.setattr(ui.state, "bootstrap", bootstrap)
    st.cache_resource.clear()
    yield containers
    st.cache_resource.clear()
    for container in containers:
        container.close()


@pytest.fixture
def app():
    return App()


@pytest.fixture
def second_window():
    return App()


@pytest.fixture
def product(made):
    """The product behind the pages, once a page was opened."""
    return lambda: made[-1]


@pytest.fixture
def begun(product):
    """Begin a session behind the pages' back."""

    def begin(count: int = 2, topics: tuple[str, ...] = ()) -> Session:
        return product().practice.start(topics=topics, origins=(), question_count=count, language="zh", seed=1)

    return begin


@pytest.fixture
def add_note(product, tmp_path):
    """Index a note of the user's own."""

    def add(text: str, name: str = "mine.md") -> Path:
        file = tmp_path / "notes" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        product().ingest.ingest([file])
        return file

    return add
