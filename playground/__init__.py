"""Strict local stand-ins of both services, a chat page and a control address.

Rule of this room: it is an independent witness. It imports nothing of the SDK, the bot or their
storage, keeps everything in memory, and is no production server.
"""

from __future__ import annotations
