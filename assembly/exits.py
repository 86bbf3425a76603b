"""How the process ends when an operator asks for it in the chat."""

from __future__ import annotations

import asyncio
import time
from typing import Final

from bot.services.worker import STOP_WITHIN, Worker

DRAIN_WITHIN: Final = 300.0
"""Seconds that steps in hand get when draining; the longest are uploads and a film's download."""


class Ending:
    """Implements `bot.ports.Exits` with the event that a signal sets too."""

    def __init__(self, stopping: asyncio.Event, worker: Worker) -> None:
        self._stopping = stopping
        self._worker = worker
        self._started_at = time.time()
        self._is_draining = False

    def drain(self) -> None:
        """Take nothing more, finish what is in hand, end."""
        self._is_draining = True
        self._stopping.set()

    @property
    def started_at(self) -> float:
        """Real Unix seconds."""
        return self._started_at

    @property
    def in_hand(self) -> int:
        """How many jobs are being worked on at this moment."""
        return self._worker.in_hand

    @property
    def steps_end_within(self) -> float:
        """Seconds for the steps in hand: a signal is in a hurry, draining is not."""
        return DRAIN_WITHIN if self._is_draining else STOP_WITHIN
