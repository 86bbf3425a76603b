"""What the services are built of, and the ids that nobody can guess."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from bot.domain.accounts import Access
from bot.domain.ids import ChatId, StyleId, SubmitId, job_id_from, style_id_from
from bot.domain.models import Catalogue
from bot.domain.preferences import Chosen
from bot.i18n import Texts
from bot.ports import (
    Backups,
    ChatRanks,
    Clock,
    Doctor,
    Exits,
    GenerationBackend,
    Herald,
    OperatorLine,
    Packer,
    ResultArchive,
    Showcase,
    Speaker,
    Stores,
)
from bot.services.generations import Ids
from bot.services.languages import Languages
from bot.services.sending import Sending
from bot.services.status_board import StatusBoard
from bot.telegram_app import FollowMenu


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the services are built of.

    `clock` is the time of jobs, `chat_clock` that of Telegram, which nothing makes faster, and
    `wall_clock` gives real Unix seconds; `wake` tells the worker to look for due jobs. `usual` are
    the operator's own settings.
    """

    stores: Stores
    backend: GenerationBackend
    board: StatusBoard
    speaker: Speaker
    clock: Clock
    chat_clock: Clock
    wall_clock: Callable[[], float]
    wake: Callable[[], None]
    more_waits: Callable[[ChatId], bool] = lambda chat_id: False
    """Whether messages of a chat have come that nobody has looked at yet."""
    showcase: Showcase
    sending: Sending
    archive: ResultArchive
    packer: Packer
    ranks: ChatRanks
    languages: Languages
    usual: Chosen
    follow_menu: FollowMenu
    access: Access
    operators: OperatorLine
    herald: Herald
    doctor: Doctor
    backups: Backups
    exits: Exits
    catalogue: Catalogue
    texts: Texts
    ids: Ids
    chance: Callable[[], float]
    """Numbers from 0 up to 1, to spread what is done unasked."""


def random_ids() -> Ids:
    """Names that nobody can guess."""
    return Ids(
        job_id=lambda: job_id_from(secrets.randbits(64)),
        submit_id=lambda: SubmitId(str(uuid4())),
    )


def random_style_id() -> StyleId:
    """A name that nobody can guess: it opens a style that was shared."""
    return style_id_from(secrets.randbits(64))
