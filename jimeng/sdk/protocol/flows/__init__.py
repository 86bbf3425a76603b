"""Everything that takes more than one request, written once, for both clients."""

from __future__ import annotations
