"""The SDK's rooms: a pure protocol core, drivers and transports around it, two thin clients."""

from __future__ import annotations
