"""Kept for the documented import path of the exceptions; nothing else goes in here."""

from __future__ import annotations
