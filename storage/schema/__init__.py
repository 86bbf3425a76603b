"""The tables as the newest migration leaves them. Times are Unix seconds; documents are JSON text.

A test keeps this package and `migrations/` in step.
"""

from __future__ import annotations

from storage.schema.access import access, moved_chats
from storage.schema.accounts import accounts, claims, logins, rounds
from storage.schema.gallery import gallery
from storage.schema.history import history, searches
from storage.schema.jobs import jobs
from storage.schema.messages import album_parts, albums, inbox
from storage.schema.naming import metadata
from storage.schema.offers import offers, waitings
from storage.schema.operations import announcement_copies, announcements, holds, listeners
from storage.schema.pauses import pauses
from storage.schema.preferences import languages, preferences
from storage.schema.prices import balances, prices
from storage.schema.quotas import quota_limits, quota_uses
from storage.schema.results import sent_files, stars
from storage.schema.showings import showings
from storage.schema.sightings import model_sightings
from storage.schema.styles import styles

__all__ = [
    "access",
    "accounts",
    "album_parts",
    "albums",
    "announcement_copies",
    "announcements",
    "balances",
    "claims",
    "gallery",
    "history",
    "holds",
    "inbox",
    "jobs",
    "languages",
    "listeners",
    "logins",
    "metadata",
    "model_sightings",
    "moved_chats",
    "offers",
    "pauses",
    "preferences",
    "prices",
    "quota_limits",
    "quota_uses",
    "rounds",
    "searches",
    "sent_files",
    "showings",
    "stars",
    "styles",
    "waitings",
]
