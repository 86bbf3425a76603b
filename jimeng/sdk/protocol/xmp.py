"""Location data in an XMP packet: the same facts as in EXIF, written as XML."""

from __future__ import annotations

import re

from jimeng.sdk.protocol.exif import Span

# Both forms that writers use: exif:GPSLatitude="48,51.5N" and <exif:GPSLatitude>…</exif:GPS…>.
_ATTRIBUTE = re.compile(rb"exif:GPS\w+\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ELEMENT = re.compile(rb"<exif:GPS\w+[^>]*>([^<]*)<")


def locations(packet: bytes) -> tuple[Span, ...]:
    """Where the values of location properties stand in a packet."""
    spans = []
    for pattern in (_ATTRIBUTE, _ELEMENT):
        for match in pattern.finditer(packet):
            start, end = match.span(match.lastindex or 1)
            if end > start:
                spans.append(Span(start, end - start))
    return tuple(spans)
