"""Plain requests to the stand-in, put together by hand from the protocol notes.

Nothing of the SDK is used: what is sent here is what a foreign client would send.
"""

from __future__ import annotations

import copy
import hashlib
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from playground.jimeng_service import JimengWorld
from playground.stage import Stage

Json = dict[str, Any]

AIDS = {"cn": "513695"}
QUERY_REGIONS = {"cn": "cn", "us": "US", "hk": "HK", "jp": "JP", "sg": "SG"}
GENERATE = "/mweb/v1/aigc_draft/generate"
POLL = "/mweb/v1/get_history_by_ids"
CREDIT = "/commerce/v1/benefits/user_credit"
CLAIM = "/commerce/v1/benefits/credit_receive"
CREDIT_HISTORY = "/commerce/v1/benefits/user_credit_history"
PASSPORT = "/passport/account/info/v2"
WEB_ID = "7412345678901234567"


@dataclass
class Service:
    """The stand-in under test."""

    stage: Stage
    world: JimengWorld
    url: str
    client: httpx.AsyncClient


def sign(path: str, when: str, appvr: str = "8.4.0") -> str:
    """Section 4.5, written out once more."""
    return hashlib.md5(f"9e2c|{path[-7:]}|7|{appvr}|{when}||11ac".encode()).hexdigest()


@dataclass
class Site:
    """What one account's client sends. `change` lets a test spoil a request before it leaves."""

    service: Service
    session: str
    region: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.token = self.session if self.region == "cn" else f"{self.region}-{self.session}"
        self.account = self.service.world.add_account(self.token)
        aid = AIDS.get(self.region, "513641")
        self.query = {
            "aid": aid,
            "device_platform": "web",
            "region": QUERY_REGIONS[self.region],
            "da_version": "3.3.9",
            "os": "windows",
            "web_component_open_flag": "1",
            "web_version": "7.5.0",
            "aigc_features": "app_lip_sync",
        }
        if self.region == "cn":
            self.query["webId"] = WEB_ID
        self.headers = {
            "appid": aid,
            "appvr": "8.4.0",
            "pf": "7",
            "sign-ver": "1",
            "tdid": "",
            "content-type": "application/json",
            "cookie": f"_tea_web_id={WEB_ID}; sessionid={self.session}; sid_tt={self.session}",
        }

    async def post(
        self,
        path: str,
        body: object = None,
        *,
        query: dict[str, str | None] | None = None,
        headers: Mapping[str, str | bytes | None] | None = None,
        raw: bytes | None = None,
    ) -> httpx.Response:
        """Send one call; `query` and `headers` replace values, None takes one away."""
        when = str(int(time.time()))
        stamped = {**self.headers, "device-time": when, "sign": sign(path, when)}
        all_headers = {**stamped, **(headers or {})}
        all_query = {**self.query, **(query or {})}
        content = raw if raw is not None else json.dumps(body, ensure_ascii=False).encode()
        return await self.service.client.post(
            path,
            params={name: value for name, value in all_query.items() if value is not None},
            headers=[(name.encode(), _raw(value)) for name, value in all_headers.items() if value],
            content=content,
        )

    async def ask(self, path: str, body: object = None, **spoilt: Any) -> Json:
        """The JSON answer of one call."""
        response = await self.post(path, body, **spoilt)
        assert response.status_code == 200, response.text
        answer: Json = response.json()
        return answer

    async def submit(self, body: Json | None = None) -> Json:
        """Send a picture job and return the answer."""
        return await self.ask(GENERATE, body or picture_job())

    async def record(self, asked: str, kind: str = "history_ids") -> Json:
        """The record under one id."""
        answer = await self.ask(POLL, {kind: [asked]})
        assert answer["ret"] == "0"
        found: Json = answer["data"][asked]
        return found


def _raw(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


def picture_job(prompt: str = "a lighthouse", *, aid: int = 513695, **core: Any) -> Json:
    """The body of a text-to-image submission (section 8), nested JSON as text."""
    component_id = str(uuid.uuid4())
    core_param = {
        "type": "",
        "id": str(uuid.uuid4()),
        "model": "high_aes_general_v40",
        "prompt": prompt,
        "negative_prompt": "",
        "seed": 2_500_000_001,
        "sample_strength": 0.5,
        "image_ratio": 1,
        "large_image_info": {
            "type": "",
            "id": str(uuid.uuid4()),
            "min_version": "3.0.2",
            "width": 1328,
            "height": 1328,
            "resolution_type": "1k",
        },
        "intelligent_ratio": False,
        **core,
    }
    draft = {
        "type": "draft",
        "id": str(uuid.uuid4()),
        "min_version": "3.0.2",
        "min_features": [],
        "is_from_tsn": True,
        "version": "3.3.9",
        "main_component_id": component_id,
        "component_list": [
            {
                "type": "image_base_component",
                "id": component_id,
                "min_version": "3.0.2",
                "aigc_mode": "workbench",
                "generate_type": "generate",
                "abilities": {
                    "type": "",
                    "id": str(uuid.uuid4()),
                    "generate": {
                        "type": "",
                        "id": str(uuid.uuid4()),
                        "core_param": core_param,
                        "gen_option": {"type": "", "id": str(uuid.uuid4()), "generate_all": False},
                    },
                },
            }
        ],
    }
    return {
        "extend": {"root_model": core_param["model"]},
        "submit_id": str(uuid.uuid4()),
        "metrics_extra": json.dumps({"sceneOptions": json.dumps([{"type": "image"}])}),
        "draft_content": json.dumps(draft, ensure_ascii=False),
        "http_common_info": {"aid": aid},
    }


def with_draft(body: Json, **changes: Any) -> Json:
    """A copy of a submission with fields of the draft replaced."""
    return with_nested(body, lambda draft: draft.update(changes))


def with_nested(body: Json, change: Any) -> Json:
    """A copy of a submission whose draft went through `change`."""
    spoilt = copy.deepcopy(body)
    draft = json.loads(spoilt["draft_content"])
    change(draft)
    spoilt["draft_content"] = json.dumps(draft, ensure_ascii=False)
    return spoilt


def core_of(draft: Json) -> Json:
    """The core_param inside a text-to-image draft."""
    ability: Json = draft["component_list"][0]["abilities"]["generate"]["core_param"]
    return ability


def video_job(prompt: str = "a slow wave", **changes: Any) -> Json:
    """The body of a text-to-video submission (section 9); `changes` go to its input."""
    component_id, model = str(uuid.uuid4()), "dreamina_ic_generate_video_model_vgfm_3.0"
    info = {
        "benefit_type": "basic_video_operation_vgfm_v_three",
        "resource_id": "generate_video",
        "resource_id_type": "str",
        "resource_sub_type": "aigc",
    }
    metrics = json.dumps({"sceneOptions": json.dumps([{"type": "video"}])})
    video_input = {
        "type": "",
        "id": str(uuid.uuid4()),
        "min_version": "3.0.5",
        "prompt": prompt,
        "video_mode": 2,
        "fps": 24,
        "duration_ms": 5000,
        "resolution": "720p",
        "idip_meta_list": [],
        **changes,
    }
    params = {
        "type": "",
        "id": str(uuid.uuid4()),
        "video_gen_inputs": [video_input],
        "video_aspect_ratio": "1:1",
        "seed": 7,
        "model_req_key": model,
        "priority": 0,
    }
    gen_video = {"id": str(uuid.uuid4()), "text_to_video_params": params}
    component = {
        "type": "video_base_component",
        "id": component_id,
        "min_version": "1.0.0",
        "aigc_mode": "workbench",
        "generate_type": "gen_video",
        "abilities": {
            "id": str(uuid.uuid4()),
            "gen_video": {**gen_video, "video_task_extra": metrics},
        },
        "process_type": 1,
    }
    draft = {
        "type": "draft",
        "id": str(uuid.uuid4()),
        "min_version": "3.0.5",
        "version": "3.3.9",
        "main_component_id": component_id,
        "component_list": [component],
    }
    return {
        "extend": {"root_model": model, "m_video_commerce_info": info},
        "submit_id": str(uuid.uuid4()),
        "metrics_extra": metrics,
        "draft_content": json.dumps(draft),
        "http_common_info": {"aid": 513695},
    }
