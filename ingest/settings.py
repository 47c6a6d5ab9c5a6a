"""All settings, in one frozen model that is passed along explicitly.

Each can be set by an environment variable: `WAYMARK_` and the name in capitals
(`WAYMARK_PASSAGE_TOKENS=200`). Unknown names are refused, so that a typing error is not silence.
"""

from __future__ import annotations

import os
from ipaddress import ip_address, ip_network
from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.errors import UsageError

DEFAULT_MODEL = "all-MiniLM-L6-v2"


class Settings(BaseSettings):
    """What can be chosen. Sizes are in the unit that the name ends with."""

    model_config = SettingsConfigDict(env_prefix="WAYMARK_", frozen=True, extra="forbid")

    library: Path = Field(Path("library"), description="folder that holds the Library")
    approach: Path | None = Field(
        None, description="folder of the redesign approach's pages; the one that ships if not set"
    )
    embedding_model: str = Field(
        DEFAULT_MODEL,
        description="sentence-transformers model: the one carried by the install, or a folder",
    )
    reranker: Path | None = Field(
        None, description="folder of a sentence-transformers CrossEncoder that ranks passages again"
    )
    embedding_batch: int = Field(32, ge=1, description="passages embedded at a time")
    vector_cache_mb: int = Field(
        192, ge=0, description="sentences' vectors kept in memory while answering, megabytes"
    )
    passage_tokens: int = Field(160, ge=40, le=480, description="most tokens in a passage's text")
    max_file_mb: int = Field(300, ge=1, description="largest file that is read, megabytes")
    max_pages: int = Field(3000, ge=1, description="longest PDF that is read")
    max_unpacked_mb: int = Field(1000, ge=1, description="most that a ZIP may unpack to")
    max_question_chars: int = Field(4000, ge=100, description="longest question accepted")
    lock_wait_seconds: float = Field(2.0, ge=0, description="how long to wait for another writer")
    conversation_days: int = Field(
        0,
        ge=0,
        description="days for which a conversation is kept after its last question; 0 for ever",
    )
    runs: Path = Field(
        Path("runs"),
        description="folder of evaluation runs, of which the Quality room shows the newest",
    )
    judge_url: str | None = Field(
        None, description="address of a model that judges answers in `waymark eval`, up to /v1"
    )
    judge_model: str | None = Field(None, description="the judging model's name")
    judge_key: SecretStr | None = Field(None, description="key for that address, if it wants one")
    host: str = Field("127.0.0.1", description="address the web chat listens on")
    port: int = Field(7860, ge=0, le=65535, description="port of the web chat; 0 takes a free one")
    llm_url: str | None = Field(
        None,
        pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$",
        description="an OpenAI-compatible server, as in http://127.0.0.1:11434/v1; none if not set",
    )
    llm_name: str = Field("", description="the language model that the server is asked for")
    llm_key: SecretStr | None = Field(None, description="key for that server, if it wants one")
    llm_seconds: float = Field(
        30.0, gt=0, le=600, description="how long a reply may take before quotes alone are given"
    )
    llm_follow_ups: bool = Field(
        False, description="whether the language model helps to complete follow-up questions"
    )
    users: Path | None = Field(
        None, description="file of the people who may use the web page; nobody signs in if not set"
    )
    trusted_header: str | None = Field(
        None,
        pattern=r"^[A-Za-z][A-Za-z0-9-]{0,63}$",
        description="header in which a proxy that signs people in says who it is, as in "
        "X-Forwarded-User",
    )
    trusted_proxies: str = Field(
        "127.0.0.1, ::1",
        description="addresses and networks of such proxies, parted by commas; from anywhere else "
        "the header is ignored",
    )
    session_idle_minutes: int = Field(
        60, ge=1, le=1440, description="signed out after so long without use"
    )
    session_hours: int = Field(12, ge=1, le=720, description="signed out after so long in all")
    token_days: int = Field(
        90, ge=1, le=3650, description="how long a new token, with which a program acts, is good"
    )
    audit_days: int = Field(
        365, ge=0, le=36500, description="how long the audit log keeps what was done; 0 for ever"
    )

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        for part in value.split(","):
            if part.strip():
                ip_network(part.strip(), strict=False)
        return value


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment, with `overrides` (None means "not given") on top.

    Raises UsageError for a value out of range, an unknown `WAYMARK_` variable, a language model's
    server without the model's name, and a web page that anybody could open.
    """
    known = {f"WAYMARK_{name.upper()}" for name in Settings.model_fields}
    unknown = sorted(k for k in os.environ if k.startswith("WAYMARK_") and k not in known)
    if unknown:
        raise UsageError(
            f"Unknown setting {', '.join(unknown)} in the environment. "
            f"Known settings: {', '.join(sorted(known))}."
        )
    try:
        settings = Settings(**{k: v for k, v in overrides.items() if v is not None})  # type: ignore[arg-type]
    except ValueError as error:
        raise UsageError(f"A setting has a value that cannot be used: {error}") from error
    if settings.llm_url and not settings.llm_name:
        raise UsageError(
            "WAYMARK_LLM_URL is set, but not WAYMARK_LLM_NAME: the language model that the server "
            "there is asked for."
        )
    _guarded(settings)
    return settings


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens on `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False  # a name, which may mean any address


def _guarded(settings: Settings) -> None:
    """Raise UsageError where the page would be open to others than the person at this machine."""
    if settings.users is not None:
        return
    if settings.trusted_header:
        raise UsageError(
            "WAYMARK_TRUSTED_HEADER says who somebody is, but not what they may do. Set "
            "WAYMARK_USERS too, the file of people that `waymark users add` makes."
        )
    if not is_loopback(settings.host):
        raise UsageError(
            f"Others than this machine could open the page at {settings.host or 'any address'}, "
            "and nobody would sign in. Add people with `waymark users add` and name their file "
            "with --users or WAYMARK_USERS, or listen on 127.0.0.1."
        )
