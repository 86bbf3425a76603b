"""A scripted service: answers by the last part of the path, in the order given."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx

Json = dict[str, Any]
Answer = Json | httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]

TOKEN = "0123456789abcdef0123456789abcdef"
HISTORY_ID = "4611686018427387904"
SUBMIT_ID = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"


class Script:
    """Per path a list of answers; the last one stays. An unexpected path is a test's mistake."""

    def __init__(self, **answers: Answer | list[Answer]) -> None:
        self.answers = {
            path: list(given) if isinstance(given, list) else [given]
            for path, given in answers.items()
        }
        self.sent: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.sent.append(request)
        left = self.answers[self.name(request)]
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            # A copy: a response that one client has read is of no use to the next.
            return httpx.Response(
                answer.status_code, headers=answer.headers, content=answer.content
            )
        if callable(answer):
            return answer(request)
        return httpx.Response(200, json=answer)

    @staticmethod
    def name(request: httpx.Request) -> str:
        action = request.url.params.get("Action")
        return action or request.url.path.rsplit("/", 1)[-1].partition(".")[0]

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [self.name(request) for request in self.sent]

    def bodies(self, name: str) -> list[Json]:
        """The JSON bodies sent to a path."""
        return [json.loads(r.content) for r in self.sent if self.name(r) == name]


def ok(data: Json | None) -> Json:
    return {"ret": "0", "errmsg": "success", "logid": "LOG1", "data": data}


def refused(ret: str | int, errmsg: str = "", **data: Any) -> Json:
    return {"ret": ret, "errmsg": errmsg, "logid": "LOG1", "data": data or None}


def item(number: int = 1, width: int = 2048, height: int = 2048) -> Json:
    url = f"https://p3.example.test/{number}.png?x-expires=1799633895&x-signature=s"
    image = {"image_url": url, "width": width, "height": height, "format": "png"}
    return {
        "common_attr": {"id": str(number), "cover_url": "https://p3.example.test/c.webp"},
        "image": {"format": "png", "large_images": [image]},
    }


def record(status: int, items: int = 0, **more: Any) -> Json:
    return {
        "history_record_id": HISTORY_ID,
        "submit_id": SUBMIT_ID,
        "status": status,
        "generate_type": 1,
        "item_list": [item(n) for n in range(1, items + 1)],
        "total_image_count": 4,
        "finished_image_count": items,
        "fail_code": "",
        "queue_info": {
            "queue_idx": 0,
            "queue_length": 0,
            "queue_status": 2,
            "polling_config": {"interval_seconds": 30, "timeout_seconds": 86400},
        },
        "created_time": 1768097919.595,
        "model_info": {"model_req_key": "high_aes_general_v40"},
        **more,
    }


def accepted(**more: Any) -> Json:
    return ok({"aigc_data": record(20, **more), "fail_code": ""})


def by_submit_id(found: Json | None) -> Callable[[httpx.Request], httpx.Response]:
    """Answer a look-up under whichever id was asked for."""

    def answer(request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content)
        (key,) = asked.get("submit_ids") or asked["history_ids"]
        return httpx.Response(200, json=ok({key: found} if found else {}))

    return answer


def history(*records: Json | None) -> list[Answer]:
    """One answer per poll, under whichever id was asked for."""
    return [by_submit_id(found) for found in records]


def credit(gift: int = 66) -> Json:
    return ok({"credit": {"gift_credit": gift, "purchase_credit": 0, "vip_credit": 0}})
