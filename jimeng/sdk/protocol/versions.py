"""The client versions that every request claims. They age together: change them here only.

Too old a combination is answered `ret` 3018 "permission denied" (protocol notes, section 4.4).
Seen on the wire on 2026-02-28.
"""

from __future__ import annotations

from msgspec import Struct


class ClientVersion(Struct, frozen=True):
    """One combination of version numbers that belong together."""

    pf: str = "7"
    appvr: str = "8.4.0"
    app_sdk_version: str = "48.0.0"
    da_version: str = "3.3.9"
    web_version: str = "7.5.0"
    draft_version: str = "3.3.9"
    # The browser that calls the API, and the older one that the upload script claims to be.
    chrome: str = "142"
    upload_chrome: str = "132"


CURRENT = ClientVersion()
