"""Golden vectors: loading, and replaying a vector against a client over a stub transport."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.wire.comparator import Binder, apply_overrides, differences, expand

FOLDER = Path(__file__).parents[1] / "fixtures" / "wire" / "vectors"
SESSION = "0123456789abcdef0123456789abcdef"
HISTORY_ID = "4611686018427387904"
UPLOAD_HOST = "tos-upload.example.test"
STORE = {"cn": "tos-cn-i-tb4s082cfz", "us": "tos-useast5-i-wopfjsm1ax"}
STORE_ELSEWHERE = "tos-alisg-i-wopfjsm1ax"
# Set by the HTTP library for itself; the vectors were recorded without them.
LIBRARY_HEADERS = {"host", "connection", "content-length", "transfer-encoding"}

Json = dict[str, Any]


@cache
def load(name: str) -> Json:
    file: Json = json.loads((FOLDER / f"{name}.json").read_text())
    return file


@cache
def asset(name: str) -> bytes:
    return base64.b64decode(load("assets")["assets"][name]["base64"])


def vectors(name: str, *, status: tuple[str, ...] = ("normative", "extended")) -> list[Json]:
    """The vectors of a file with references and overrides resolved."""
    file = load(name)
    chosen = [expand(v, file["shared"]) for v in file["vectors"] if v["status"] in status]
    for vector in chosen:
        apply_overrides(vector)
    return chosen


def expected_requests(vector: Json) -> list[Json]:
    """The requests that count: all, or those that the vector names."""
    requests = vector["requests"]
    return [requests[i] for i in vector.get("match_requests", range(len(requests)))]


def with_inputs(args: Json, folder: Path) -> Json:
    """A call's arguments with its inputs as bytes, files or addresses."""
    options = dict(args.get("options", {}))
    for name in ("filePaths", "materials"):
        if name in options:
            options[name] = [_input(given, folder) for given in options[name]]
    images = {"images": [_input(i, folder) for i in args["images"]]} if "images" in args else {}
    return {**args, **images, **({"options": options} if "options" in args else {})}


def _input(given: Json, folder: Path) -> Any:
    if "local_file" in given:
        path = folder / given["local_file"]
        path.write_bytes(asset(path.name))
        return {"field": given["field"], "path": path} if "field" in given else str(path)
    return asset(given["bytes"]) if "bytes" in given else given["url"]


@dataclass
class Replay:
    """Answers a vector's requests in their order and keeps what was really sent."""

    vector: Json
    sent: list[httpx.Request] = field(default_factory=list)
    uploads: int = 0
    submit_id: str = ""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        expected = expected_requests(self.vector)
        # A poller may look more often than the recorded one did: the last answer stays.
        want = expected[min(len(self.sent), len(expected) - 1)]
        self.sent.append(request)
        if request.url.host == "images.example.test":
            return httpx.Response(200, content=asset(request.url.path[1:]))
        return self._answer(want["answered_with"], request)

    def _answer(self, name: str, request: httpx.Request) -> httpx.Response:
        answer = load("responses")["responses"][name]
        if request.url.path.endswith("/generate"):
            self.submit_id = json.loads(request.content)["submit_id"]
        if request.url.params.get("Action") == "ApplyImageUpload":
            self.uploads += 1
        text = json.dumps(answer["json"], ensure_ascii=False)
        return httpx.Response(answer["http_status"], content=self._fill_in(text, request))

    def _fill_in(self, text: str, request: httpx.Request) -> str:
        region = self.vector["call"]["region"]
        number = str(self.uploads)
        changes = {
            "<history_id>": HISTORY_ID,
            "<submit_id>": self.submit_id,
            "<upload-host>": UPLOAD_HOST,
            "tos-cn-i-tb4s082cfz/upload-1": f"{STORE.get(region, STORE_ELSEWHERE)}/upload-{number}",
            "stub-auth-1": f"stub-auth-{number}",
            "stub-session-1": f"stub-session-{number}",
        }
        if region != "cn":
            changes['"service_id": "tb4s082cfz"'] = '"note": ""'
            changes["tb4s082cfz"] = "wopfjsm1ax"
        for old, new in changes.items():
            text = text.replace(old, new)
        return text

    def differences(self) -> list[str]:
        """Where what was sent differs from the vector, a line each."""
        expected = expected_requests(self.vector)
        found = []
        if len(self.sent) != len(expected):
            paths = [request.url.path for request in self.sent]
            found.append(f"{len(expected)} requests expected, sent: {paths}")
        bind = Binder()
        for number, (want, got) in enumerate(zip(expected, self.sent, strict=False)):
            found += compare_request(want, got, bind, f"request {number}")
        return found


def compare_request(want: Json, got: httpx.Request, bind: Binder, at: str) -> list[str]:
    """Method, origin, path, query, headers and body of one request."""
    url = urlsplit(str(got.url))
    query = dict(parse_qsl(url.query, keep_blank_values=True))
    if want["role"] == "download":
        same = (got.method, f"{url.scheme}://{url.netloc}", url.path)
        return [] if same == (want["method"], want["origin"], want["path"]) else [f"{at}: {same}"]
    found = list(differences(want["method"], got.method, bind, f"{at} method"))
    found += differences(want["origin"], f"{url.scheme}://{url.netloc}", bind, f"{at} origin")
    found += differences(want["path"], url.path, bind, f"{at} path")
    found += differences(want.get("query", {}), query, bind, f"{at} query")
    found += _compare_headers(want["headers"], got, bind, f"{at} headers")
    return found + _compare_body(want, got, bind, f"{at} body")


def _compare_headers(want: Json, got: httpx.Request, bind: Binder, at: str) -> list[str]:
    sent: Json = {k.lower(): v for k, v in got.headers.items() if k.lower() not in LIBRARY_HEADERS}
    want = dict(want)
    offered = {name.strip() for name in sent.pop("accept-encoding", "").split(",")}
    known = {
        name.strip() for name in want.pop("accept-encoding", "gzip, deflate, br, zstd").split(",")
    }
    found = [] if offered <= known else [f"{at}: accept-encoding {offered}"]
    if isinstance(want.get("authorization"), dict):
        want["authorization"] = want["authorization"]["$sigv4"]
        sent["authorization"] = _sigv4_parts(sent["authorization"])
    return [*found, *differences(want, sent, bind, at)]


def _sigv4_parts(header: str) -> Json:
    algorithm, _, rest = header.partition(" ")
    parts = dict(part.split("=", 1) for part in rest.split(", "))
    key, _, scope = parts["Credential"].partition("/")
    assert algorithm == "AWS4-HMAC-SHA256"
    return {
        "access_key_id": key,
        "scope": scope,
        "signed_headers": parts["SignedHeaders"],
        "signature": parts["Signature"],
    }


def _compare_body(want: Json, got: httpx.Request, bind: Binder, at: str) -> list[str]:
    if "body" not in want:
        return [] if not got.content else [f"{at}: expected none"]
    if set(want["body"]) == {"$bytes"}:
        digest = hashlib.sha256(got.content).hexdigest()
        return [] if digest == want["body"]["$bytes"]["sha256"] else [f"{at}: other bytes"]
    return list(differences(want["body"], json.loads(got.content), bind, at))
