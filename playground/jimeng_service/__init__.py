"""A strict local stand-in of the Jimeng and Dreamina web services.

Written from the protocol notes alone. One origin serves every role: mweb, commerce, passport,
ImageX, VOD and the upload host, told apart by the path.
"""

from __future__ import annotations

from playground.jimeng_service.service import build_app
from playground.jimeng_service.settings import Settings
from playground.jimeng_service.world import JimengWorld

__all__ = ["JimengWorld", "Settings", "build_app"]
