"""The rim: HTTP and files, one module per style; errors of the HTTP library end here."""

from __future__ import annotations
