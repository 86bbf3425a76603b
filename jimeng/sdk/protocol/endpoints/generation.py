"""Submitting a job: the call that costs credit (protocol notes, sections 8.1 and 8.5)."""

from __future__ import annotations

from msgspec import Struct

from jimeng.sdk.protocol.decoding import read_envelope
from jimeng.sdk.protocol.endpoints.posting import post
from jimeng.sdk.protocol.messages import HTTPRequest, HTTPResponse
from jimeng.sdk.protocol.records import Record, history_id, rejected
from jimeng.sdk.protocol.session import Identity

GENERATE = "/mweb/v1/aigc_draft/generate"


def build_generate(
    identity: Identity,
    now: int,
    *,
    submit_id: str,
    metrics: str,
    draft: str,
    extend: dict[str, object],
    video: bool = False,
) -> HTTPRequest:
    """Submit a job. This is the call that costs credit."""
    return post(
        identity,
        "mweb",
        GENERATE,
        now,
        {
            "extend": extend,
            "submit_id": submit_id,
            "metrics_extra": metrics,
            "draft_content": draft,
            "http_common_info": {"aid": identity.site.aid},
        },
        referer=f"{identity.site.web}/ai-tool/generate?type={'video' if video else 'image'}",
    )


class _Generated(Struct):
    aigc_data: Record | None = None
    fail_code: str | int | None = None
    fail_starling_key: str | None = None
    fail_starling_message: str | None = None


def read_generate(response: HTTPResponse) -> Record:
    """The record of an accepted job; without an id in it the generation failed at once."""
    payload = read_envelope(response, "generation")
    data = _Generated() if payload.empty else payload.read(_Generated)
    record = data.aigc_data or Record(
        fail_code=data.fail_code,
        fail_starling_key=data.fail_starling_key,
        fail_starling_message=data.fail_starling_message,
    )
    if history_id(record) is None:
        raise rejected(record, payload.log_id)
    return record
