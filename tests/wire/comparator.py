"""How a request that was sent is compared with a golden vector (protocol notes, section 18.4)."""

from __future__ import annotations

import json
import re

PATTERN = {
    "uuid": r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    "uid32": r"[0-9a-f]{32}",
    "sessionid": r"[^;%\s]+",
    "webid": r"\d{19}",
    "ts": r"\d{10}",
    "ms:str": r"\d{13}",
    "sign": r"[0-9a-f]{32}",
    "sig": r"[0-9a-f]{64}",
    "amzdate": r"\d{8}T\d{6}Z",
    "date": r"\d{8}",
    "rand:10": r"[0-9a-z]{1,10}",
    "history_id": r"[^/\s]+",
    "item_id": r"[^/\s]+",
    "upload-host": r"[^/]+",
}
TOKEN = re.compile(r"<(uuid:\d+|[a-z][\w-]*(?::(?:str|int|10))?)>", re.I)
BOUND = {"uid32", "sessionid", "webid"}  # one value per vector


class Binder:
    """Keeps placeholder <-> value a bijection within one vector."""

    def __init__(self):
        self.fwd, self.back = {}, {}

    def same(self, mark, value):
        value = value.lower()
        if self.fwd.setdefault(mark, value) != value:
            return False
        return not mark.startswith("uuid") or self.back.setdefault(value, mark) == mark


def expand(node, shared):
    if isinstance(node, dict):
        return (
            expand(shared[node["$ref"]], shared)
            if set(node) == {"$ref"}
            else {k: expand(v, shared) for k, v in node.items()}
        )
    return [expand(v, shared) for v in node] if isinstance(node, list) else node


def differences(want, got, bind, at="$"):
    """Yield a line per difference between an expected node and a recorded value."""
    if isinstance(want, dict) and set(want) == {"$json"}:
        try:
            got = json.loads(got)
        except (TypeError, ValueError):
            yield f"{at}: not a JSON string"
        else:
            yield from differences(want["$json"], got, bind, at + "!")
    elif isinstance(want, dict):
        if not isinstance(got, dict):
            yield f"{at}: expected an object"
            return
        for key in sorted(set(want) ^ set(got)):
            yield f"{at}.{key}: {'missing' if key in want else 'unexpected'}"
        for key in want:
            if key in got:
                yield from differences(want[key], got[key], bind, f"{at}.{key}")
    elif isinstance(want, list):
        if not isinstance(got, list) or len(want) != len(got):
            yield f"{at}: list length differs"
            return
        for i, (a, b) in enumerate(zip(want, got, strict=True)):
            yield from differences(a, b, bind, f"{at}[{i}]")
    elif isinstance(want, str) and re.fullmatch(r"<[a-z]+:int>", want):
        if type(got) is not int:
            yield f"{at}: expected an integer"
    elif isinstance(want, str) and TOKEN.search(want):
        marks, regex, pos = [], "", 0
        for m in TOKEN.finditer(want):
            marks.append(m[1])
            regex += (
                re.escape(want[pos : m.start()])
                + "("
                + PATTERN.get(m[1], PATTERN.get(m[1].split(":")[0], ".+"))
                + ")"
            )
            pos = m.end()
        found = isinstance(got, str) and re.fullmatch(regex + re.escape(want[pos:]), got)
        if not found:
            yield f"{at}: {got!r} does not fit {want!r}"
            return
        for mark, value in zip(marks, found.groups(), strict=True):
            if (mark.startswith("uuid") or mark in BOUND) and not bind.same(mark, value):
                yield f"{at}: {mark} is not used consistently"
    elif type(want) is bool or type(got) is bool or want is None or got is None:
        if want is not got:
            yield f"{at}: {got!r} instead of {want!r}"
    elif want != got:
        yield f"{at}: {got!r} instead of {want!r}"


def apply_overrides(vector):
    for change in vector.get("overrides", []):
        *way, last = [
            int(t[1:-1]) if t[0] == "[" else t
            for t in re.findall(r"[^.\[\]]+|\[\d+\]", change["path"])
        ]
        node = vector
        for step in way:
            node = node[step]
        assert node[last] == change["peer"]
        node[last] = change["ours"]
