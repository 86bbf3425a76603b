"""What the SDK sends for one picture, kept so that a bare script can send the same.

Rule: the recording is the only source of requests for the script that the SDK is compared with; if
the SDK one day sends more or less, the comparison follows by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from jimeng import JimengClient

PROMPT = "一只可爱的猫咪在花园里玩耍"
OPTIONS = {"seed": 7}
"""A fixed seed: the playground lets every such job take equally long."""

GENERATE, LOOK = "/mweb/v1/aigc_draft/generate", "/mweb/v1/get_history_by_ids"
# What the HTTP library sets for every request by itself.
_LIBRARY_HEADERS = {"host", "connection", "content-length"}


@dataclass(frozen=True)
class Call:
    """One request as it was sent."""

    method: str
    url: str
    path: str
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Recording:
    """One generation: what goes before the submission, the submission, one look at the job."""

    before: tuple[Call, ...]
    generate: Call
    look: Call
    submit_id: str
    history_id: str


def record(token: str, base_url: str) -> Recording:
    """Make one picture with the SDK and keep its requests."""
    calls: list[Call] = []
    answers: dict[str, httpx.Response] = {}

    def sent(request: httpx.Request) -> None:
        calls.append(_call(request))

    def answered(response: httpx.Response) -> None:
        answers[response.request.url.path] = response

    with httpx.Client(trust_env=False, timeout=60) as http_client:
        http_client.event_hooks = {"request": [sent], "response": [answered]}
        client = JimengClient(token, base_url=base_url, http_client=http_client)
        client.generate_images(PROMPT, options=OPTIONS)
    paths = [call.path for call in calls]
    submission = paths.index(GENERATE)
    accepted = answers[GENERATE].json()["data"]["aigc_data"]
    return Recording(
        before=tuple(calls[:submission]),
        generate=calls[submission],
        look=calls[paths.index(LOOK)],
        submit_id=accepted["submit_id"],
        history_id=accepted["history_record_id"],
    )


def _call(request: httpx.Request) -> Call:
    return Call(
        method=request.method,
        url=str(request.url),
        path=request.url.path,
        headers={n: v for n, v in request.headers.items() if n not in _LIBRARY_HEADERS},
        body=request.content.decode(),
    )
