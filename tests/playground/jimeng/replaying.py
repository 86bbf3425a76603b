"""Send a golden vector's requests, materialised, with a plain HTTP client.

Placeholders get real values, ids that the service hands out take the place of the recorded ones,
and signatures are computed anew over what is really sent.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import re
import time
import uuid
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import httpx

from tests.playground.jimeng.site import WEB_ID, Json, Service, sign
from tests.wire.vectors import asset

_MARK = re.compile(r"<(uuid:\d+|[a-z][\w -]*(?::(?:str|int|10))?)>", re.I)


class Replayer:
    """Sends the requests of one vector in order."""

    def __init__(self, service: Service, vector: Json, session: str) -> None:
        self._client = service.client
        self._vector = vector
        self._session = session
        self._random = random.Random(vector["name"])
        self._given: dict[str, str] = {}
        self._uploads = 0
        self._key: Json = {}

    async def run(self) -> list[tuple[str, Json]]:
        """The answers with the path they belong to; downloads are left out."""
        answers = []
        for request in self._vector["requests"]:
            if request["role"] == "download":
                continue
            response = await self._send(request)
            assert response.status_code == 200, (request["path"], response.text)
            answer: Json = response.json()
            self._learn(request, answer)
            answers.append((request["path"], answer))
        return answers

    async def _send(self, request: Json) -> httpx.Response:
        when = str(int(time.time()))
        path = self._fill(request["path"], when)
        query = {k: self._text(v, when) for k, v in request.get("query", {}).items()}
        content = self._body(request.get("body"), when)
        headers = {
            k: self._fill(v, when) for k, v in request["headers"].items() if isinstance(v, str)
        }
        headers.pop("accept-encoding", None)
        if "sign" in headers:
            headers["sign"] = sign(path, when, headers["appvr"])
        signed = request["headers"].get("authorization")
        if isinstance(signed, dict):
            self._sign_upload(request, signed["$sigv4"], query, content, headers)
        return await self._client.request(
            request["method"], path, params=query, content=content, headers=headers
        )

    def _body(self, body: Any, when: str) -> bytes:
        if body is None:
            return b""
        if set(body) == {"$bytes"}:
            return asset(body["$bytes"]["asset"])
        return json.dumps(self._value(body, when), ensure_ascii=False).encode()

    def _text(self, value: Any, when: str) -> str:
        filled = self._value(value, when)
        return filled if isinstance(filled, str) else str(filled)

    def _value(self, node: Any, when: str) -> Any:
        if isinstance(node, dict):
            if set(node) == {"$json"}:
                return json.dumps(self._value(node["$json"], when), ensure_ascii=False)
            return {key: self._value(inner, when) for key, inner in node.items()}
        if isinstance(node, list):
            return [self._value(inner, when) for inner in node]
        if node == "<seed:int>":
            return self._random.randrange(2_500_000_000, 2_600_000_000)
        if node == "<ms:int>":
            return int(when) * 1000
        return self._fill(node, when) if isinstance(node, str) else node

    def _fill(self, text: str, when: str) -> str:
        for recorded, real in self._given.items():
            text = text.replace(recorded, real)
        return _MARK.sub(lambda match: self._real(match[1], when), text)

    def _real(self, mark: str, when: str) -> str:
        fixed = {
            "sessionid": self._session,
            "webid": WEB_ID,
            "ts": when,
            "ms:str": f"{when}000",
            "uid32": "0123456789abcdef" * 2,
            "rand:10": "k3v9x0a1bc",
            "browser cookie jar": f"a=b; sessionid={self._session}; _tea_web_id={WEB_ID}; x=y",
            "prompt": "一只可爱的猫咪",
            "storage_u": "1",
        }
        if mark in fixed:
            return fixed[mark]
        if mark.startswith("uuid:"):
            return self._given.setdefault(f"<{mark}>", str(uuid.uuid4()))
        return "0"  # an id of nothing, a signature that is replaced later, a site's own token

    def _sign_upload(
        self, request: Json, parts: Json, query: dict[str, str], content: bytes, headers: Json
    ) -> None:
        now = datetime.now(UTC)
        stamp, date = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
        body_hash = hashlib.sha256(content).hexdigest()
        headers["x-amz-date"] = stamp
        headers["x-amz-security-token"] = self._key["session_token"]
        if "x-amz-content-sha256" in headers:
            headers["x-amz-content-sha256"] = body_hash
        names = parts["signed_headers"].split(";")
        pairs = sorted((quote(k, safe="-_.~"), quote(v, safe="-_.~")) for k, v in query.items())
        canonical = "\n".join(
            [
                request["method"],
                "/",
                "&".join(f"{k}={v}" for k, v in pairs),
                *(f"{name}:{headers[name]}" for name in names),
                "",
                ";".join(names),
                body_hash,
            ]
        )
        scope = parts["scope"].replace("<date>", date)
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        key = f"AWS4{self._key['secret_access_key']}".encode()
        for step in scope.split("/"):
            key = hmac.digest(key, step.encode(), "sha256")
        text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}"
        signature = hmac.digest(key, text.encode(), "sha256").hex()
        headers["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={self._key['access_key_id']}/{scope}, "
            f"SignedHeaders={';'.join(names)}, Signature={signature}"
        )

    def _learn(self, request: Json, answer: Json) -> None:
        """Remember what the service handed out in place of the recorded values."""
        path, action = request["path"], request.get("query", {}).get("Action", "")
        if path.endswith("/get_upload_token"):
            self._key = answer["data"]
        elif action == "ApplyImageUpload":
            self._uploads += 1
            address = answer["Result"]["UploadAddress"]
            self._learn_place(address["StoreInfos"][0], address["SessionKey"], "upload", "auth")
        elif action == "ApplyUploadInner":
            node = answer["Result"]["InnerUploadAddress"]["UploadNodes"][0]
            self._given["tos-cn-v-stub/video-1"] = node["StoreInfos"][0]["StoreUri"]
            self._given["SpaceKey/stub/1/:version:v2:stub-vauth-1"] = node["StoreInfos"][0]["Auth"]
            self._given["stub-vsession-1"] = node["SessionKey"]
            self._given["v0stubvid1"] = node["Vid"]
        elif path.endswith("/generate"):
            self._given["<history_id>"] = answer["data"]["aigc_data"]["history_record_id"]
        elif path.endswith("/get_history_by_ids"):
            for record in answer["data"].values():
                for item in record["item_list"]:
                    self._given["<item_id>"] = item["common_attr"]["id"]

    def _learn_place(self, store: Json, session_key: str, name: str, auth: str) -> None:
        number = self._uploads
        for prefix in ("tos-cn-i-tb4s082cfz", "tos-useast5-i-wopfjsm1ax", "tos-alisg-i-wopfjsm1ax"):
            self._given[f"{prefix}/{name}-{number}"] = store["StoreUri"]
        for space in ("tb4s082cfz", "wopfjsm1ax"):
            self._given[f"SpaceKey/{space}/1/:version:v2:stub-{auth}-{number}"] = store["Auth"]
        self._given[f"stub-session-{number}"] = session_key
