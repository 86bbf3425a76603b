"""The scripted service behind the command line's tests: two pictures come of every job."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from jimeng.cli.exits import Exit
from tests.sdk.scripted import TOKEN, Answer, Script, accepted, credit, history, record
from tests.wire.vectors import asset

PNG = asset("img1.png")
SECRET = TOKEN
Run = Callable[..., Exit]


def pictures(**more: Answer | list[Answer]) -> Script:
    answers: dict[str, Answer | list[Answer]] = {
        "user_credit": credit(),
        "generate": accepted(),
        "get_history_by_ids": history(record(20), record(50, 2)),
        "1": httpx.Response(200, content=PNG),
        "2": httpx.Response(200, content=b"RIFF\x00\x00\x00\x00WEBP"),
        **more,
    }
    return Script(**answers)
