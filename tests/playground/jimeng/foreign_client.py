"""A small client by somebody else: plain httpx, written from the protocol notes alone.

It shares nothing with the SDK, nor with the other test kits here, and makes other choices wherever
the notes leave one: the page's place for `gen_option`, looking up by submit id, a signature over
the host as well, a decimal checksum, a bearer token for the balance, fewer fields and headers.
"""

from __future__ import annotations

import json
import time
import uuid
import zlib
from dataclasses import dataclass
from typing import Any

import httpx

from tests.playground.jimeng.foreign_signing import time_signature, upload_signature

AID = 513695
WEB_ID = "7000000000000000042"
REFUSED, DONE = 30, 50


class RefusedError(Exception):
    """An answer that is no success: code and text."""


@dataclass
class ForeignClient:
    """One mainland account over one origin."""

    http: httpx.Client
    session: str
    pause: float = 0.02

    def balance(self) -> int:
        """All credit together, by bearer token (section 4.3)."""
        path = "/commerce/v1/benefits/user_credit"
        headers = {"authorization": f"Bearer {self.session}", "appid": str(AID)}
        answer = self.http.post(path, json={}, headers={**time_signature(path), **headers}).json()
        return sum(_data(answer)["credit"].values())

    def picture(self, prompt: str) -> list[bytes]:
        """Pictures from a text (section 8)."""
        core = {**_core(prompt), "seed": 2_512_345_678, "image_ratio": 3}
        abilities = _own(generate=_own(core_param=core), gen_option=_own(generate_all=False))
        return self._fetch(self._submit(_image("generate", abilities), core["model"]))

    def composition(self, prompt: str, inputs: list[bytes]) -> list[bytes]:
        """Pictures from pictures (sections 7.4 and 8.3)."""
        uris = [self.upload(content) for content in inputs]
        core = {**_core("##" * len(uris) + prompt), "image_ratio": 3}
        blend = _own(
            core_param=core,
            ability_list=[
                _own(
                    name="byte_edit",
                    image_uri_list=[uri],
                    image_list=[_reference(uri)],
                    strength=0.5,
                )
                for uri in uris
            ],
            prompt_placeholder_info_list=[_own(ability_index=i) for i in range(len(uris))],
            postedit_param=_own(generate_type=0),
        )
        return self._fetch(self._submit(_image("blend", _own(blend=blend)), core["model"]))

    def video(self, prompt: str, first_frame: bytes | None = None) -> list[bytes]:
        """A video from a text or a first frame (section 9)."""
        model = "dreamina_ic_generate_video_model_vgfm_3.0"
        frame = {}
        if first_frame is not None:
            frame["first_frame_image"] = _reference(self.upload(first_frame))
        params = _own(
            video_gen_inputs=[
                _own(
                    prompt=prompt,
                    video_mode=2,
                    fps=24,
                    duration_ms=5_000,
                    resolution="480p",
                    **frame,
                )
            ],
            video_aspect_ratio="16:9",
            seed=7,
            model_req_key=model,
            priority=0,
        )
        component = {
            "type": "video_base_component",
            "generate_type": "gen_video",
            "abilities": _own(gen_video=_own(text_to_video_params=params)),
        }
        info = {
            "benefit_type": "basic_video_operation_vgfm_v_three",
            "resource_id": "generate_video",
            "resource_id_type": "str",
            "resource_sub_type": "aigc",
        }
        return self._fetch(self._submit(component, model, m_video_commerce_info=info))

    def upload(self, content: bytes) -> str:
        """Upload a picture and return its address in drafts."""
        key = self._ask("/mweb/v1/get_upload_token", {"scene": 2})
        bucket = {"Version": "2018-08-01", "ServiceId": key["service_id"]}
        place = self._act(
            key, "GET", {"Action": "ApplyImageUpload", **bucket, "FileSize": str(len(content))}
        )["UploadAddress"]
        store = place["StoreInfos"][0]
        sent = self.http.post(
            f"/upload/v1/{store['StoreUri']}",
            content=content,
            headers={"authorization": store["Auth"], "content-crc32": str(zlib.crc32(content))},
        ).json()
        if sent["code"] != 2000:
            raise RefusedError(sent["code"], sent["message"])
        session_key = json.dumps({"SessionKey": place["SessionKey"]}).encode()
        done = self._act(key, "POST", {"Action": "CommitImageUpload", **bucket}, session_key)
        uri: str = done["Results"][0]["Uri"]
        # The newer site's audit in place of the older check.
        self._ask("/mweb/v1/imagex/submit_audit_job", {"uri_list": [uri]})
        return uri

    def _submit(self, component: Any, model: str, **extend: Any) -> str:
        component_id, submit_id = str(uuid.uuid4()), str(uuid.uuid4())
        draft = {
            "type": "draft",
            "id": str(uuid.uuid4()),
            "min_version": "3.0.2",
            "version": "3.3.9",
            "main_component_id": component_id,
            "component_list": [
                {"id": component_id, "min_version": "3.0.2", "aigc_mode": "workbench", **component}
            ],
        }
        kind = component["type"].partition("_")[0]
        body = {
            "submit_id": submit_id,
            "extend": {"root_model": model, **extend},
            "draft_content": json.dumps(draft),
            "metrics_extra": json.dumps({"sceneOptions": json.dumps([{"type": kind}])}),
            "http_common_info": {"aid": AID},
        }
        self._ask("/mweb/v1/aigc_draft/generate", body)
        return submit_id

    def _fetch(self, submit_id: str) -> list[bytes]:
        """Look the job up by our own id until it is done, then download what it made."""
        while True:
            records = self._ask("/mweb/v1/get_history_by_ids", {"submit_ids": [submit_id]})
            record = records[submit_id]
            if record["status"] == REFUSED:
                raise RefusedError(record["fail_code"], record.get("fail_starling_message"))
            if record["status"] == DONE:
                return [self.http.get(_address(item)).content for item in record["item_list"]]
            time.sleep(self.pause)

    def _ask(self, path: str, body: object) -> Any:
        query = {
            "aid": str(AID),
            "device_platform": "web",
            "region": "cn",
            "webId": WEB_ID,
            "da_version": "3.3.9",
            "web_version": "7.5.0",
            "aigc_features": "app_lip_sync",
        }
        headers = {
            **time_signature(path),
            "appid": str(AID),
            "cookie": f"sessionid={self.session}; _tea_web_id={WEB_ID}",
        }
        return _data(self.http.post(path, params=query, json=body, headers=headers).json())

    def _act(self, key: Any, method: str, query: dict[str, str], body: bytes = b"") -> Any:
        """A call of ImageX with a V4 signature that covers the host too."""
        headers = upload_signature(key, self.http.base_url.netloc.decode(), method, query, body)
        answer = self.http.request(method, "/", params=query, content=body, headers=headers).json()
        if "Error" in answer["ResponseMetadata"]:
            raise RefusedError(answer["ResponseMetadata"]["Error"])
        return answer["Result"]


def _own(**fields: Any) -> dict[str, Any]:
    """An object of a draft: each has an id of its own (section 8.3)."""
    return {"id": str(uuid.uuid4()), **fields}


def _core(prompt: str) -> dict[str, Any]:
    return _own(
        model="high_aes_general_v40",
        prompt=prompt,
        sample_strength=0.5,
        large_image_info=_own(width=1664, height=936, resolution_type="1k"),
        intelligent_ratio=False,
        negative_prompt="",
    )


def _image(generate_type: str, abilities: object) -> Any:
    return {
        "type": "image_base_component",
        "generate_type": generate_type,
        "abilities": abilities,
    }


def _reference(uri: str) -> dict[str, Any]:
    return _own(
        type="image",
        source_from="upload",
        platform_type=1,
        name="",
        image_uri=uri,
        uri=uri,
        width=0,
        height=0,
        format="",
    )


def _address(item: Any) -> str:
    """Where a result is (sections 10.5 and 10.6)."""
    if "large_images" in (item.get("image") or {}):
        return str(item["image"]["large_images"][0]["image_url"])
    return str(item["video"]["transcoded_video"]["origin"]["video_url"])


def _data(answer: Any) -> Any:
    if str(answer["ret"]) != "0":
        raise RefusedError(answer["ret"], answer["errmsg"])
    return answer["data"]
