"""What a file is, told from its first bytes and never from its name."""

from __future__ import annotations

HEAD_BYTES = 16
"""How many first bytes `format_of` wants to see."""


def format_of(head: bytes) -> str | None:
    """`png`, `jpeg`, `webp`, `gif` or `mp4`; None for anything else."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if head[4:8] == b"ftyp":
        return "mp4"
    return None
