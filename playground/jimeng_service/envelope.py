"""Answers in the service's own envelopes.

Rule: shapes of the protocol notes, section 5. A business refusal is HTTP 200; `ret` is text. What a
handler refuses it raises as `Refusal`, and the path decides which envelope tells it.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import web

from playground.journal import JSON

SUBMIT_PATH = "/mweb/v1/aigc_draft/generate"
CREDIT_KEY = "web_dre_m10n_generate_popup_credit_ininsufficient_title"

# Texts and machine keys as seen beside the codes (protocol notes, section 12).
TEXTS: dict[str, tuple[str, str]] = {
    "-6": ("shark not pass reject", ""),
    "1000": ("invalid parameter", ""),
    "1002": ("invalid parameter", ""),
    "1006": ("Not enough credits left", CREDIT_KEY),
    "1014": ("system busy", ""),
    "1015": ("login error", ""),
    "1019": ("shark not pass", ""),
    "1310": ("exceed_model_parallel_max", ""),
    "2003": ("risk not pass", ""),
    "2008": ("empty body", ""),
    "2038": (
        "The text violates the community guidelines",
        "web_text_violates_community_guidelines_toast",
    ),
    "3018": ("permission denied", ""),
    "3020": ("download file failed", ""),
    "4013": ("risk control", "web_risk_control_message_reject_generation"),
    "5000": ("credit prededuct not enough", ""),
    "5001": ("credit prededuct failed", ""),
    "121101": ("reach daily generation limit", "web_notice_reach_daily_usage_limit"),
    "34010105": ("login error", ""),
}

_log_numbers = itertools.count(1)


@dataclass
class Refusal(Exception):
    """The service says no: `ret`, its text and its machine key; texts default to those seen."""

    code: str
    message: str | None = None
    key: str | None = None

    @property
    def text(self) -> str:
        """The text for `errmsg`."""
        if self.message is not None:
            return self.message
        return TEXTS.get(self.code, ("request failed", ""))[0]

    @property
    def starling_key(self) -> str:
        """The machine key, empty where none was seen."""
        return self.key if self.key is not None else TEXTS.get(self.code, ("", ""))[1]


def answer(document: Mapping[str, JSON], status: int = 200) -> web.Response:
    """A JSON answer, without blanks, text unescaped."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return web.Response(text=text, status=status, content_type="application/json")


def log_id(now: float) -> str:
    """A number as the service logs it: time, then a running count."""
    return datetime.fromtimestamp(now, UTC).strftime("%Y%m%d%H%M%S") + f"{next(_log_numbers):020d}"


def mweb(now: float, data: JSON, ret: str = "0", errmsg: str = "success") -> web.Response:
    """`{ret, errmsg, systime, logid, data}`."""
    return answer(
        {
            "ret": ret,
            "errmsg": errmsg,
            "systime": str(int(now)),
            "logid": log_id(now),
            "data": data,
        }
    )


def commerce(now: float, data: JSON) -> web.Response:
    """The commerce envelope; `response` repeats `data` as JSON text."""
    return answer(
        {
            "ret": "0",
            "errmsg": "success",
            "svr_time": int(now),
            "log_id": log_id(now),
            "response": json.dumps(data, ensure_ascii=False, separators=(",", ":")),
            "sign": f"{int(now):032x}",
            "data": data,
        }
    )


def passport_dead(description: str = "session expired", code: int = 1) -> web.Response:
    """The passport's answer to a session it does not know: no `ret` at all."""
    data: dict[str, JSON] = {
        "captcha": "",
        "desc_url": "",
        "description": description,
        "error_code": code,
    }
    return answer({"data": data, "message": "error"})


def submit_refusal_data(code: str, key: str, text: str) -> JSON:
    """`data` of a refused submission; risk control comes with its key alone (section 12)."""
    return {
        "aigc_data": None,
        "fail_code": "" if code == "4013" else code,
        "fail_starling_key": key,
        "fail_starling_message": text,
    }


def imagex(action: str, version: str, service: str, region: str, result: JSON) -> web.Response:
    """A good ImageX or VOD answer."""
    metadata = _metadata(action, version, service, region)
    return answer({"ResponseMetadata": metadata, "Result": result})


def imagex_error(
    action: str, version: str, service: str, region: str, code: str, number: int, message: str
) -> web.Response:
    """An ImageX or VOD error, which comes with HTTP 200 as well."""
    metadata = _metadata(action, version, service, region)
    metadata["Error"] = {"Code": code, "CodeN": number, "Message": message}
    return answer({"ResponseMetadata": metadata})


def _metadata(action: str, version: str, service: str, region: str) -> dict[str, JSON]:
    return {
        "RequestId": f"{next(_log_numbers):032d}",
        "Action": action,
        "Version": version,
        "Service": service,
        "Region": region,
    }


def refused(path: str, refusal: Refusal, now: float) -> web.Response:
    """The refusal in the envelope that belongs to this path."""
    if path.startswith("/passport/"):
        if refusal.code == "1015":  # a dead session has words of its own there
            return passport_dead()
        number = int(refusal.code) if refusal.code.lstrip("-").isdigit() else 1
        return passport_dead(refusal.text, number)
    data: JSON = None
    if path == SUBMIT_PATH:
        data = submit_refusal_data(refusal.code, refusal.starling_key, refusal.text)
    return mweb(now, data, refusal.code, refusal.text)
