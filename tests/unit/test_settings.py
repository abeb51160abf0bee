from pathlib import Path

import pytest

from interviewer.domain.errors import InvalidSetting, UnknownSetting
from interviewer.i18n import explain
from interviewer.settings import ROOT, Settings, load


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch):
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)


@pytest.fixture
def env_file(tmp_path):
    def write(text):
        file = tmp_path / ".env"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_without_anything_set_the_defaults_hold(env_file):
    settings = load(env_file(""))
    assert settings.language == "zh"
    assert not settings.has_llm
    assert settings.database.startswith("sqlite:///")


def test_the_environment_wins_over_the_file(env_file, monkeypatch):
    monkeypatch.setenv("OPENAI_MODEL", "from-environment")
    assert load(env_file("OPENAI_MODEL=from-file\nINTERVIEWER_LANGUAGE=en")).openai_model == "from-environment"


def test_an_override_wins_over_all(env_file):
    assert load(env_file("INTERVIEWER_DATA_DIR=/a"), data_dir=Path("/b")).data_dir == Path("/b")


def test_a_misspelt_setting_is_named_with_the_right_one(env_file):
    with pytest.raises(UnknownSetting) as error:
        load(env_file("OPENAI_APIKEY=x"))
    assert "OPENAI_API_KEY" in explain(error.value, "en")


def test_a_misspelt_setting_in_the_environment_is_named_too(env_file, monkeypatch):
    monkeypatch.setenv("INTERVIEWER_LANGUGE", "en")
    with pytest.raises(UnknownSetting) as error:
        load(env_file(""))
    assert "INTERVIEWER_LANGUAGE" in explain(error.value, "zh")


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        ("INTERVIEWER_LANGUAGE=fr", "zh"),
        ("INTERVIEWER_PORT=99999", "65535"),
        ("INTERVIEWER_PORT=abc", "1, 2, 3"),
        ("OPENAI_BASE_URL=localhost:8080", "http://"),
        ("DATABASE_URL=mysql://x", "sqlite:///"),
        ("LLM_TIMEOUT_SECONDS=0", "> 0"),
    ],
)
def test_an_invalid_value_is_named_with_what_is_allowed(env_file, line, allowed):
    with pytest.raises(InvalidSetting) as error:
        load(env_file(line))
    sentence = explain(error.value, "en")
    assert line.partition("=")[0] in sentence
    assert allowed in sentence


def test_the_key_is_never_shown(env_file):
    assert "sk-secret" not in repr(load(env_file("OPENAI_API_KEY=sk-secret")))


def test_the_example_names_every_setting_with_its_default():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = {line.partition("=")[0] for line in lines if line and not line.startswith("#")}
    assert named == {str(field.alias) for field in Settings.model_fields.values()}
    assert load(ROOT / ".env.example") == load(Path("/nowhere/.env"))


def test_every_setting_of_the_example_has_a_reason_above_it():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    for at, line in enumerate(lines):
        if line and not line.startswith("#"):
            assert lines[at - 1].startswith("# ")


def test_a_wrong_address_of_a_database_is_shown_without_its_password(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://me:geheim@h/x?password=geheim")
    with pytest.raises(InvalidSetting) as raised:
        load(tmp_path / "none.env")
    assert "mysql://me:***@h/x" in str(raised.value.details)
    assert "geheim" not in str(raised.value.details)
