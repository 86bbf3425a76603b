"""Settings, read from the environment and `.env` once at start; all problems told together."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.accounts import Access
from bot.domain.errors import UserError
from bot.domain.models import Catalogue
from bot.domain.preferences import Chosen
from bot.domain.setting_words import read_all

TELEGRAM_API: Final = "https://api.telegram.org"
EVERYBODY: Final = "*"
SECRET_AT_LEAST: Final = 4
"""Hiding every "a" of the log would hide the log."""


class SettingsError(Exception):
    """The settings can't be used; one line a problem, no values, since some are secret."""


class Settings(BaseSettings):
    """Everything an operator can set. Names in the environment are the field names in capitals."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,  # an empty line in `.env` means "not set"
        extra="ignore",
        frozen=True,
    )

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM_API
    telegram_proxy: SecretStr | None = None
    jimeng_api_url: str | None = None
    jimeng_proxy: SecretStr | None = None
    allowed_users: Annotated[frozenset[int] | None, NoDecode] = frozenset()
    admin_users: Annotated[frozenset[int], NoDecode] = frozenset()
    data_dir: Path = Path("data")
    database_url: str | None = None
    encryption_keys: SecretStr | None = None
    encryption_keys_file: Path | None = None
    default_settings: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    time_scale: float = Field(default=1.0, gt=0, le=100_000)

    @field_validator("allowed_users", mode="before")
    @classmethod
    def _read_allowed(cls, value: object) -> object:
        if isinstance(value, str) and value.strip() == EVERYBODY:
            return None
        return _read_ids(value)

    @field_validator("admin_users", mode="before")
    @classmethod
    def _read_admins(cls, value: object) -> object:
        return _read_ids(value)

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("telegram_api_url", mode="before")
    @classmethod
    def _root_of_bot_api(cls, value: object) -> object:
        """Any Bot API server's root; people also paste it with `/bot` at the end."""
        return str(value).rstrip("/").removesuffix("/bot").rstrip("/")

    @field_validator("telegram_api_url", "jimeng_api_url")
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        if value is not None:
            parts = urlsplit(value)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                raise ValueError("must be an http or https address")
        return value

    @field_validator("jimeng_api_url")
    @classmethod
    def _is_one_origin(cls, value: str | None) -> str | None:
        """The SDK refuses a path too, but only when the first job runs."""
        parts = urlsplit(value or "")
        if parts.path not in {"", "/"} or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("must be one origin like http://127.0.0.1:8080, without a path")
        return value

    @field_validator("telegram_proxy", "jimeng_proxy")
    @classmethod
    def _is_proxy_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            parts = urlsplit(value.get_secret_value())
            if parts.scheme not in {"http", "https", "socks5"} or not parts.hostname:
                raise ValueError("must be an http, https or socks5 address")
        return value

    def usual(self, catalogue: Catalogue) -> Chosen:
        """The lowest layer of people's settings. Raises `SettingsError` for what none of the
        models knows."""
        try:
            return read_all(self.default_settings, catalogue)
        except UserError as error:
            named = error.values.get("name", "")
            raise SettingsError(
                f"DEFAULT_SETTINGS: {named!r} is no setting, or has no such value"
            ) from None

    @model_validator(mode="after")
    def _scale_only_at_home(self) -> Self:
        if self.time_scale != 1.0 and not _is_loopback(self.telegram_api_url):
            raise ValueError("TIME_SCALE works only with a TELEGRAM_API_URL on this machine")
        return self

    @property
    def secrets(self) -> list[str]:
        """Every text in here that must not be shown: tokens, keys, passwords of proxies."""
        named = (self.telegram_bot_token, self.encryption_keys)
        told = [secret.get_secret_value() for secret in named if secret is not None]
        for proxy in (self.telegram_proxy, self.jimeng_proxy):
            if proxy is not None:
                password = urlsplit(proxy.get_secret_value()).password or ""
                told += [password, unquote(password)]
        return [text for text in told if len(text) >= SECRET_AT_LEAST]

    @property
    def uses_cloud_bot_api(self) -> bool:
        """Whether the Bot API is Telegram's own server, with its limits of file sizes."""
        return urlsplit(self.telegram_api_url).hostname == urlsplit(TELEGRAM_API).hostname

    @property
    def access(self) -> Access:
        """Who may use the bot, as the handlers ask it."""
        return Access(self.allowed_users, self.admin_users)


def read_settings() -> Settings:
    """Read the environment and `.env`. Raises `SettingsError` with every problem, a line each."""
    try:
        return Settings()
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False, include_context=False)
        raise SettingsError("\n".join(_problem(problem) for problem in problems)) from None


def _problem(problem: object) -> str:
    assert isinstance(problem, dict)  # noqa: S101 - pydantic's own shape
    names = [str(part).upper() for part in problem["loc"][:1]]
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"{names[0]}: {message}" if names else message


def _read_ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return frozenset(int(part) for part in value.replace(",", " ").split())
    except ValueError:
        raise ValueError("must be user ids separated by commas") from None


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
