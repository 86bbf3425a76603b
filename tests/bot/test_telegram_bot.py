"""Where the bot's server is, and that nothing else in the environment leads elsewhere."""

from __future__ import annotations

import warnings

import httpx
import pytest
from telegram.error import RetryAfter

from bot.adapters.chat_limits import ChatLimits, ChatSilentError
from bot.adapters.telegram_bot import build_bot
from tests.bot.telegram_double import TOKEN


@pytest.mark.parametrize(
    "api_url", ["http://127.0.0.1:8081", "http://127.0.0.1:8081/", "http://127.0.0.1:8081/bot"]
)
def test_any_spelling_of_the_root_gives_both_addresses(api_url: str) -> None:
    bot = build_bot(
        TOKEN,
        api_url=api_url,
        limits=ChatLimits(),
        on_polling_success=lambda: None,
        on_polling_end=lambda _: None,
    )
    assert bot.base_url == f"http://127.0.0.1:8081/bot{TOKEN}"
    assert bot.base_file_url == f"http://127.0.0.1:8081/file/bot{TOKEN}"


def test_proxies_of_the_environment_are_not_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the operator's own setting sends the bot token through a proxy."""
    monkeypatch.setenv("ALL_PROXY", "http://proxy.test:1")
    bot = build_bot(
        TOKEN,
        api_url="http://127.0.0.1:1",
        limits=ChatLimits(),
        on_polling_success=lambda: None,
        on_polling_end=lambda _: None,
    )
    for request in bot._request:
        client = request._client  # type: ignore[attr-defined]
        assert isinstance(client, httpx.AsyncClient)
        assert client._mounts == {}


def test_a_flood_wait_does_not_warn_about_its_own_future() -> None:
    build_bot(
        TOKEN,
        api_url="http://127.0.0.1:1",
        limits=ChatLimits(),
        on_polling_success=lambda: None,
        on_polling_end=lambda _: None,
    )
    with warnings.catch_warnings(record=True) as caught:
        assert float(RetryAfter(3).retry_after) == 3.0  # type: ignore[arg-type]
    assert caught == []


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_its_calls_heed_the_limits_that_it_was_given() -> None:
    limits = ChatLimits()
    limits.learn(7, RetryAfter(30))
    bot = build_bot(
        TOKEN,
        api_url="http://127.0.0.1:1",
        limits=limits,
        on_polling_success=lambda: None,
        on_polling_end=lambda _: None,
    )
    with pytest.raises(ChatSilentError):
        await bot.send_message(7, "x")
