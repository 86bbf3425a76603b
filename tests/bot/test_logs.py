"""No secret in any log line, whoever wrote it and however it got there."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import httpx
import pytest
import structlog

from bot.logs import HIDDEN, Redactor, set_up_logging

BOT_TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake-_1"
SESSION = "0123456789abcdef0123456789abcdef"
KEY = "k1:c2VjcmV0LWtleS1vZi0zMi1ieXRlcy1sb25n"


@pytest.fixture
def _logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
    logging.getLogger("telegram").setLevel(logging.NOTSET)
    logging.captureWarnings(False)
    logging.raiseExceptions = True


@pytest.mark.parametrize(
    "line",
    [
        f"POST https://api.telegram.org/bot{BOT_TOKEN}/getMe",
        f"cookie: sid_tt={SESSION}; sessionid={SESSION}; sessionid_ss={SESSION}",
        f'{{"sessionid": "{SESSION}"}}',
        f"/login us-{SESSION}",
        "connect to socks5://alice:hunter2@proxy.test:1080 failed",
        f"keys {KEY}",
    ],
)
def test_secrets_are_hidden_in_every_form(line: str) -> None:
    hidden = Redactor([KEY])(line)
    assert HIDDEN in hidden
    for secret in (BOT_TOKEN, SESSION, "hunter2", KEY):
        assert secret not in hidden


@pytest.mark.parametrize(
    "line",
    [
        "submit_id=11111111-1111-4111-8111-111111111111",
        "sha256=" + "ab" * 32,
        "job.moved job_id=A7K2M before=queued after=submitting",
        "http://127.0.0.1:8080/page",
    ],
)
def test_what_operators_need_stays(line: str) -> None:
    assert Redactor()(line) == line


@pytest.mark.usefixtures("_logging")
def test_own_events_library_records_and_tracebacks_pass_the_same_filter(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("INFO", Redactor([KEY]))
    structlog.get_logger("bot.test").info("account.linked", hint=SESSION, job_id="A7K2M")
    logging.getLogger("some.library").warning("sent %s", BOT_TOKEN)
    try:
        raise ValueError(f"bad key {KEY}")
    except ValueError:
        structlog.get_logger("bot.test").exception("it.failed")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3  # a traceback too is one line
    assert "event=account.linked" in lines[0]
    assert "job_id=A7K2M" in lines[0]
    assert "ValueError" in lines[2]
    for secret in (BOT_TOKEN, SESSION, KEY):
        assert not [line for line in lines if secret in line]


@pytest.mark.usefixtures("_logging")
def test_a_line_that_cannot_be_written_is_not_shown_raw(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up_logging("INFO", Redactor([KEY]))
    (handler,) = logging.getLogger().handlers
    assert isinstance(handler, logging.StreamHandler)

    write, failures = handler.stream.write, iter([OSError(28, "No space left on device")])

    def write_later(text: str) -> int:
        for failure in failures:
            raise failure
        return int(write(text))

    monkeypatch.setattr(handler.stream, "write", write_later)
    structlog.get_logger("bot.test").info("account.linked", session=SESSION)
    logging.getLogger("some.library").warning("there is room again")
    shown = capsys.readouterr().err
    assert SESSION not in shown
    assert "there is room again" in shown


@pytest.mark.usefixtures("_logging")
def test_httpx_does_not_log_addresses(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", Redactor())
    with httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200))) as client:
        client.get("https://api.telegram.org/bot1:x/getMe")
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("_logging")
def test_whole_updates_are_not_logged_even_when_debugging(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("DEBUG", Redactor())
    logging.getLogger("telegram.ext.ExtBot").debug("update: /login some-odd-secret")
    logging.getLogger("bot.something").debug("shown")
    assert "some-odd-secret" not in capsys.readouterr().err
