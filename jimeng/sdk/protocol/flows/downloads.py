"""Fetching results: a signed address into a file, whole or not at all."""

from __future__ import annotations

from pathlib import Path, PurePath

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError, UnexpectedReplyError
from jimeng.sdk.protocol.flows.exchange import persist
from jimeng.sdk.protocol.formats import format_of
from jimeng.sdk.protocol.messages import Flow, Save, save
from jimeng.sdk.protocol.policies import retry_delay
from jimeng.sdk.protocol.refusals import Refusal, refused_status
from jimeng.sdk.protocol.session import Session
from jimeng.sdk.types import Download, Result

MAX_DOWNLOAD_BYTES = 1 << 30
MAX_DOWNLOAD_SECONDS = 1_800.0

_DEAD_LINK = frozenset({401, 403, 404, 410})


def download(session: Session, source: Result | str, path: str | PurePath) -> Flow[Download]:
    """Fetch a result into a file; an existing file is replaced only by a whole new one.

    Raises UnexpectedReplyError for a link that is dead: look the task up again for a new one.
    """
    url = source if isinstance(source, str) else source.url
    if not url.startswith(("https://", "http://")):
        raise InvalidRequestError("only http and https addresses can be fetched")
    effect = Save(url, str(path), MAX_DOWNLOAD_BYTES, MAX_DOWNLOAD_SECONDS)
    return (yield from persist(session, lambda: _fetch(effect), retry_delay))


def _fetch(effect: Save) -> Flow[Download]:
    saved = yield from save(effect)
    if saved.status in _DEAD_LINK:
        raise UnexpectedReplyError(
            "the link is dead or has expired; look the task up again for a new one",
            http_status=saved.status,
            retryable=False,
            charged="no",
        )
    if saved.status != 200:
        raise refused_status(Refusal(http_status=saved.status))
    return Download(Path(effect.path), saved.size, saved.sha256, format_of(saved.head))
