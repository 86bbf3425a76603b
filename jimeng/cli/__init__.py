"""The command line: `python -m jimeng`, or `jimeng` where the package is installed."""

from __future__ import annotations
