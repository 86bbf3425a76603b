"""Documents inside a row: typed values to JSON text and back. Unknown fields are passed over.

An optional field may be added to a document at any time; anything else needs a migration.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from bot.domain.accounts import Expiring
from bot.domain.albums import AlbumPart
from bot.domain.commands import Note
from bot.domain.jobs import Artifact, Failure, Part, Progress, RemoteResult
from bot.domain.models import Model
from bot.domain.offers import Offer
from bot.domain.preferences import Chosen
from bot.domain.receipts import Receipt
from bot.domain.requests import GenerationRequest, ImageRequest, VideoRequest
from bot.domain.waiting import Waiting
from storage.errors import DamagedDatabaseError

T = TypeVar("T")


class Document(Generic[T]):
    """JSON text of one type."""

    def __init__(self, kind: type[T], name: str) -> None:
        self._encoder = msgspec.json.Encoder()
        self._decoder = msgspec.json.Decoder(kind)
        self._name = name

    def encode(self, value: T) -> str:
        return self._encoder.encode(value).decode()

    def decode(self, text: str) -> T:
        """Read it back. Raises `DamagedDatabaseError`, which tells where but never what."""
        try:
            return self._decoder.decode(text)
        except (msgspec.MsgspecError, UnicodeError) as error:
            raise DamagedDatabaseError(f"stored {self._name} can't be read: {error}") from None


class _Image(msgspec.Struct, tag="image", tag_field="kind"):
    request: ImageRequest


class _Video(msgspec.Struct, tag="video", tag_field="kind"):
    request: VideoRequest


_REQUEST: Document[_Image | _Video] = Document(_Image | _Video, "request")  # type: ignore[arg-type]


def encode_request(request: GenerationRequest) -> str:
    """A request, tagged with its kind."""
    match request:
        case ImageRequest():
            return _REQUEST.encode(_Image(request))
        case VideoRequest():
            return _REQUEST.encode(_Video(request))


def decode_request(text: str) -> GenerationRequest:
    return _REQUEST.decode(text).request


PROGRESS = Document(Progress, "progress")
FAILURE = Document(Failure, "failure")
RESULTS = Document(tuple[RemoteResult, ...], "results")
ARTIFACTS = Document(tuple[Artifact, ...], "artifacts")
PARTS = Document(tuple[Part, ...], "parts")
ALBUM_PART = Document(AlbumPart, "part of an album")
EXPIRING = Document(tuple[Expiring, ...], "list of expiring credits")
OFFER = Document(Offer, "offer")
WAITING = Document(Waiting, "waiting")
RECEIPT = Document(Receipt, "receipt")
CHOSEN = Document(Chosen, "settings")
MODEL = Document(Model, "model")
ADJUSTED = Document(tuple[str | Note, ...], "adjusted")
