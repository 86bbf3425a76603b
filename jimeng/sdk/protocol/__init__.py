"""Pure room: no clock, no chance, no sockets, no environment; time and chance are arguments."""

from __future__ import annotations
