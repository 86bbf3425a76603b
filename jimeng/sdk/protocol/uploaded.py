"""Inputs that went up, as drafts refer to them."""

from __future__ import annotations

from msgspec import Struct


class Uploaded(Struct, frozen=True):
    """A picture with its real measures."""

    uri: str
    width: int
    height: int
    format: str


class Clip(Struct, frozen=True):
    """A clip as the service measured it; `duration_ms` is 0 where it doesn't say."""

    vid: str
    width: int
    height: int
    duration_ms: int
