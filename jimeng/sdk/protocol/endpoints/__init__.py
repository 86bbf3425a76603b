"""Per endpoint a pair: build_x gives the request, read_x reads the answer (protocol notes, 6)."""

from __future__ import annotations
