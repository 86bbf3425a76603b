"""What a failed send proves decides whether it may be repeated."""

from __future__ import annotations

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.adapters.telegram_errors import (
    is_passing,
    sort_send_error,
)
from bot.domain.observations import SendDelayed, SendDoubtful, SendRefused
from bot.telegram_gone import is_address_gone, is_message_gone


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        TimedOut(),
        NetworkError("httpx.ReadError: "),
        NetworkError("Bad Gateway"),
        caused(TimedOut(), httpx.ReadTimeout("")),
        caused(TimedOut(), httpx.WriteTimeout("")),
        caused(NetworkError("x"), httpx.RemoteProtocolError("")),
        TelegramError("Invalid server response"),
    ],
)
def test_a_send_without_a_clear_answer_may_have_arrived(error: TelegramError) -> None:
    assert isinstance(sort_send_error(error, 3), SendDoubtful)
    assert sort_send_error(error, 3).part == 3


@pytest.mark.parametrize(
    "error",
    [
        caused(NetworkError("x"), httpx.ConnectError("")),
        caused(TimedOut(), httpx.ConnectTimeout("")),
        caused(TimedOut(), httpx.PoolTimeout("")),
    ],
)
def test_a_send_that_never_left_is_delayed_at_our_own_pace(error: TelegramError) -> None:
    sorted_error = sort_send_error(error, 0)
    assert isinstance(sorted_error, SendDelayed)
    assert sorted_error.retry_after is None


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize("as_timedelta", ["0", "1"])
def test_telegrams_wait_is_obeyed_to_the_second(
    as_timedelta: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", as_timedelta)
    sorted_error = sort_send_error(RetryAfter(200), 0)
    assert isinstance(sorted_error, SendDelayed)
    assert sorted_error.retry_after == 200.0


def test_a_moved_group_and_a_refused_token_delay_and_lose_nothing() -> None:
    assert isinstance(sort_send_error(ChatMigrated(-100), 0), SendDelayed)
    assert isinstance(sort_send_error(InvalidToken(), 0), SendDelayed)


@pytest.mark.parametrize(
    "error",
    [
        Forbidden("Forbidden: bot was blocked by the user"),
        BadRequest("Bad Request: PHOTO_INVALID_DIMENSIONS"),
        NetworkError("Request Entity Too Large"),
        NetworkError("Request Entity Too Large (413). Parsing the server response b'' failed"),
    ],
)
def test_what_telegram_will_never_take_is_refused_with_its_reason(error: TelegramError) -> None:
    sorted_error = sort_send_error(error, 0)
    assert isinstance(sorted_error, SendRefused)
    assert error.message in sorted_error.detail


def test_another_address_is_tried_only_when_this_one_is_gone() -> None:
    assert is_address_gone(Forbidden("Forbidden: bot was kicked from the group chat"))
    assert is_address_gone(BadRequest("Message thread not found"))
    assert is_address_gone(BadRequest("Chat not found"))
    assert not is_address_gone(BadRequest("PHOTO_INVALID_DIMENSIONS"))
    assert not is_address_gone(TimedOut())


def test_a_vanished_message_is_told_from_other_refusals() -> None:
    assert is_message_gone(BadRequest("Message to edit not found"))
    assert is_message_gone(BadRequest("Message can't be edited"))
    assert not is_message_gone(BadRequest("Chat not found"))


def test_bad_requests_do_not_pass_though_the_library_calls_them_network_errors() -> None:
    assert is_passing(TimedOut())
    assert is_passing(NetworkError("x"))
    assert not is_passing(BadRequest("x"))
    assert not is_passing(Forbidden("x"))
