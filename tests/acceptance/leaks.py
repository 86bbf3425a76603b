"""Looks for a secret in any dress: whole or in part, plain, percent-encoded, base64, hex, raw."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from urllib.parse import quote, quote_plus

PART = 10
"""Characters of a secret that must not appear in a row. Its last four are shown on purpose."""


def leaks(secrets: Mapping[str, bytes], places: Mapping[str, bytes]) -> list[str]:
    """Which secret was found where and how, the secret itself left out."""
    return sorted(
        {
            f"{name} stands {dress} in {place}"
            for name, secret in secrets.items()
            for dress, sought in dresses(secret)
            for place, held in places.items()
            if sought in held
        }
    )


def dresses(secret: bytes) -> Iterator[tuple[str, bytes]]:
    """Everything that would give the secret, or a good part of it, away."""
    for start in range(len(secret) - PART + 1):
        yield "in part", secret[start : start + PART]
    yield "backwards", secret[::-1]
    yield "in hex", secret.hex().encode()
    yield "percent-encoded", quote(secret, safe="").encode()
    yield "percent-encoded twice", quote(quote(secret, safe=""), safe="").encode()
    yield "form-encoded", quote_plus(secret).encode()
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for before in range(3):
            yield "in base64", _middle(encode(b"\0" * before + secret), before, len(secret))


def _middle(encoded: bytes, before: int, length: int) -> bytes:
    """The characters that depend on the secret alone, whatever stands around it."""
    first = -(-8 * before // 6)
    last = 8 * (before + length) // 6
    return encoded[first:last]
