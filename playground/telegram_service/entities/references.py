"""HTML character references: the four named ones and all numeric ones."""

from __future__ import annotations

_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}


def decode_reference(data: bytes, at: int) -> tuple[str, int] | None:
    """The character of a reference at `at` and the place behind it; None if it is plain text."""
    end = at + 1
    if data[end : end + 1] == b"#":
        base, digits, end = 10, b"0123456789", end + 1
        if data[end : end + 1] == b"x":
            base, digits, end = 16, b"0123456789abcdefABCDEF", end + 1
        start = end
        while end < len(data) and data[end] in digits:
            end += 1
        code = int(data[start:end] or b"0", base)
        if code == 0 or code >= 0x10FFFF or end - at >= 10:
            return None
        character = chr(code)
    else:
        while end < len(data) and chr(data[end]).isalpha() and data[end] < 128:
            end += 1
        found = _NAMED.get(data[at + 1 : end])
        if found is None:
            return None
        character = found
    return character, end + 1 if data[end : end + 1] == b";" else end
