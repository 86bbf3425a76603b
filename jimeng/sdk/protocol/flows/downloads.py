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
from jimeng.sdk.protocol.sources import checked_address
from jimeng.sdk.types import Download, Result

MAX_DOWNLOAD_BYTES = 1 << 30
MAX_DOWNLOAD_SECONDS = 1_800.0

_DEAD_LINK = frozenset({401, 403, 404, 410})


def download(session: Session, source: Result | str, path: str | PurePath) -> Flow[Download]:
    """Fetch a result into a file; an existing file is replaced only by a whole new one.

    Raises UnexpectedReplyError for a link that is dead: look the task up again for a new one.
    """
    effect = Save(_address(source), _path(path), MAX_DOWNLOAD_BYTES, MAX_DOWNLOAD_SECONDS)
    return (yield from persist(session, lambda: _fetch(effect), retry_delay))


def _address(source: object) -> str:
    url = source.url if isinstance(source, Result) else source
    if not isinstance(url, str):
        raise InvalidRequestError(
            f"a result or an http(s) address is needed, not {type(source).__name__}"
        )
    return checked_address(url)


def _path(path: object) -> str:
    if not isinstance(path, str | PurePath) or not str(path):
        raise InvalidRequestError(f"path must name a file, not {path!r}")
    return str(path)


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
