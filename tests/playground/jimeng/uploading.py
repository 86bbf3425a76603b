"""An upload by hand: key, Apply, bytes, Commit, signed by botocore. Protocol notes, section 7.4."""

from __future__ import annotations

import hashlib
import io
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode

import httpx
from PIL import Image

from tests.playground.jimeng.site import Json, Site
from tests.wire.oracles import botocore_signature

TOKEN_PATH = "/mweb/v1/get_upload_token"
SERVICE_IDS = {"cn": "tb4s082cfz"}
SIGNING_REGIONS = {"cn": "cn-north-1", "us": "us-east-1"}


def picture(colour: str = "red", size: tuple[int, int] = (64, 48)) -> bytes:
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


@dataclass
class Uploader:
    """Signs and sends; the fields can be spoilt by a test before a call."""

    site: Site
    key: Json = field(default_factory=dict)
    scope_region: str = ""
    service: str = "imagex"
    amz_date: str = ""
    version: str = "2018-08-01"
    changed_after_signing: dict[str, str] = field(default_factory=dict)

    async def get_key(self, scene: int = 2) -> Json:
        """Ask for a temporary key."""
        answer = await self.site.ask(TOKEN_PATH, {"scene": scene})
        self.key = answer["data"]
        self.scope_region = SIGNING_REGIONS.get(self.site.region, "ap-southeast-1")
        return self.key

    async def act(self, method: str, query: dict[str, str], body: bytes = b"") -> Json:
        """One signed call of ImageX or VOD."""
        stamp = self.amz_date or datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        secret = (
            self.key["access_key_id"],
            self.key["secret_access_key"],
            self.key["session_token"],
        )
        signature = botocore_signature(
            method,
            f"{self.site.service.url}/?{urlencode(query)}",
            amz_date=stamp,
            region=self.scope_region,
            service=self.service,
            key=secret,
            body=body,
            body_signed=bool(body),
        )
        names = "x-amz-date;x-amz-security-token"
        headers = {"x-amz-date": stamp, "x-amz-security-token": secret[2]}
        if body:
            names = f"x-amz-content-sha256;{names}"
            headers["x-amz-content-sha256"] = hashlib.sha256(body).hexdigest()
        scope = f"{stamp[:8]}/{self.scope_region}/{self.service}/aws4_request"
        headers["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={secret[0]}/{scope}, "
            f"SignedHeaders={names}, Signature={signature}"
        )
        headers.update(self.changed_after_signing)
        response = await self.site.service.client.request(
            method, "/", params=query, content=body, headers=headers
        )
        answer: Json = response.json()
        return answer

    def space(self) -> dict[str, str]:
        """The parameter that names the bucket."""
        if self.service == "vod":
            return {"SpaceName": "dreamina"}
        return {"ServiceId": SERVICE_IDS.get(self.site.region, "wopfjsm1ax")}

    async def apply(self, size: int, **more: str) -> Json:
        """Ask for a place."""
        action = "ApplyUploadInner" if self.service == "vod" else "ApplyImageUpload"
        query = {"Action": action, "Version": self.version, **self.space(), "FileSize": str(size)}
        return await self.act("GET", {**query, **more})

    async def send(self, store: Json, content: bytes, **headers: str) -> httpx.Response:
        """Send the bytes to a place."""
        base = {"authorization": store["Auth"], "content-crc32": f"{zlib.crc32(content):08x}"}
        return await self.site.service.client.post(
            f"/upload/v1/{store['StoreUri']}", content=content, headers={**base, **headers}
        )

    async def commit(self, session_key: str) -> Json:
        """Say that the bytes are there."""
        action = "CommitUploadInner" if self.service == "vod" else "CommitImageUpload"
        query = {"Action": action, "Version": self.version, **self.space()}
        functions = ',"Functions":[]' if self.service == "vod" else ""
        body = f'{{"SessionKey":"{session_key}"{functions}}}'
        return await self.act("POST", query, body.encode())

    async def upload(self, content: bytes) -> str:
        """The whole way; returns the picture's URI."""
        await self.get_key()
        address = (await self.apply(len(content)))["Result"]["UploadAddress"]
        sent = await self.send(address["StoreInfos"][0], content)
        assert sent.json()["code"] == 2000
        done = await self.commit(address["SessionKey"])
        uri: str = done["Result"]["PluginResult"][0]["ImageUri"]
        return uri


def error_of(answer: Json) -> Json:
    """The error of an ImageX or VOD answer."""
    found: Json = answer["ResponseMetadata"]["Error"]
    return found
