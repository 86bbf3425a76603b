"""Which browser the tests drive: Debian's chromium, or the one that CHROMIUM names."""

from __future__ import annotations

import os
from pathlib import Path

CHROMIUM = Path(os.environ.get("CHROMIUM") or "/usr/bin/chromium")
