"""Inputs up to the service, one after the other, in the site's order (protocol notes, 7.4).

Local inputs are opened and checked before anything is sent; an address is fetched only right
before its upload. Each input is retried from the request for a place: a place is used once.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from typing import TypeVar

from msgspec import structs

from jimeng.sdk.lib.exceptions.api_exception import (
    APIException,
    AuthenticationError,
    ContentRefusedError,
    RiskControlError,
)
from jimeng.sdk.protocol.endpoints import clip_upload, image_upload, uploading
from jimeng.sdk.protocol.endpoints.uploading import CLIPS, PICTURES, Slot, UploadToken
from jimeng.sdk.protocol.flows.exchange import ask, once, persist
from jimeng.sdk.protocol.image_orders import ImageOrder
from jimeng.sdk.protocol.messages import Fetch, Flow, HTTPRequest, Material, Open, open_input, warn
from jimeng.sdk.protocol.policies import retry_delay
from jimeng.sdk.protocol.session import Session
from jimeng.sdk.protocol.sources import about_input
from jimeng.sdk.protocol.uploaded import Clip, Uploaded
from jimeng.sdk.protocol.video_orders import VideoOrder

T = TypeVar("T")
Order = TypeVar("Order", ImageOrder, VideoOrder)
Input = Open | Fetch
Ready = Material | Fetch

_BASE_36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_RANDOM_LIMIT = 36**10


def open_local(inputs: Sequence[Input], opened: ExitStack) -> Flow[list[Ready]]:
    """Open what is at hand; addresses stay as they are. `opened` closes everything at the end."""
    ready: list[Ready] = []
    for number, source in enumerate(inputs, 1):
        if isinstance(source, Fetch):
            ready.append(source)
        else:
            ready.append((yield from _numbered(number, _opened(source, opened))))
    return ready


def announce(order: Order, ready: Sequence[Ready]) -> Flow[Order]:
    """Warn of what cannot be sent as asked, in the options or the opened inputs, and note it."""
    notes: list[str] = [one.note for one in ready if not isinstance(one, Fetch) and one.note]
    order = structs.replace(order, adjusted=(*order.adjusted, *notes))
    for text in order.adjusted:
        yield from warn(text)
    return order


def upload_picture(
    session: Session, source: Ready, number: int, opened: ExitStack
) -> Flow[Uploaded]:
    """Upload a picture and have it checked; `number` counts from 1 and is told in errors."""
    material = yield from _numbered(number, _at_hand(session, source, opened))
    identity = session.identity
    uri = yield from _numbered(number, _store_picture(session, material))
    material.close()
    if not identity.region.international:
        yield from _numbered(number, _check(session, uri))
    return Uploaded(uri, material.width, material.height, material.format or "")


def upload_clip(session: Session, source: Ready, number: int, opened: ExitStack) -> Flow[Clip]:
    """Upload a reference clip."""
    material = yield from _numbered(number, _at_hand(session, source, opened))
    clip = yield from _numbered(number, _store_clip(session, material))
    material.close()
    return clip


def _opened(source: Input, opened: ExitStack) -> Flow[Material]:
    material = yield from open_input(source)
    opened.callback(material.close)
    return material


def _at_hand(session: Session, source: Ready, opened: ExitStack) -> Flow[Material]:
    if not isinstance(source, Fetch):
        return source
    material = yield from persist(session, lambda: _opened(source, opened), retry_delay)
    if material.note:
        yield from warn(material.note)
    return material


def _numbered(number: int, flow: Flow[T]) -> Flow[T]:
    """Name the input in an error that its upload ended with."""
    with about_input(number):
        return (yield from flow)


def _store_picture(session: Session, material: Material) -> Flow[str]:
    identity = session.identity
    token = yield from _token(session, PICTURES)

    def attempt() -> Flow[str]:
        slot = yield from once(
            session,
            lambda now: image_upload.build_apply_image(
                identity, now, token, material.size, _random(session)
            ),
            image_upload.read_apply_image,
        )
        yield from once(session, partial(_put, session, slot, material, False), uploading.read_put)
        return (
            yield from once(
                session,
                lambda now: image_upload.build_commit_image(identity, now, token, slot),
                image_upload.read_commit_image,
            )
        )

    return (yield from persist(session, attempt, retry_delay))


def _store_clip(session: Session, material: Material) -> Flow[Clip]:
    identity = session.identity
    token = yield from _token(session, CLIPS)

    def attempt() -> Flow[Clip]:
        slot = yield from once(
            session,
            lambda now: clip_upload.build_apply_clip(
                identity, now, token, material.size, _random(session)
            ),
            clip_upload.read_apply_clip,
        )
        yield from once(session, partial(_put, session, slot, material, True), uploading.read_put)
        return (
            yield from once(
                session,
                lambda now: clip_upload.build_commit_clip(identity, now, token, slot),
                clip_upload.read_commit_clip,
            )
        )

    return (yield from persist(session, attempt, retry_delay))


def _put(session: Session, slot: Slot, material: Material, clip: bool, now: int) -> HTTPRequest:
    return uploading.build_put(session.identity, slot, material, clip=clip)


def _token(session: Session, scene: int) -> Flow[UploadToken]:
    identity = session.identity
    return (
        yield from ask(
            session,
            lambda now: uploading.build_upload_token(identity, now, scene),
            lambda response: uploading.read_upload_token(response, identity, scene),
        )
    )


def _check(session: Session, uri: str) -> Flow[None]:
    """Have a picture checked. Only a refusal of the picture counts; other trouble is passed over.

    So do the site's clients. A dead session or risk control ends it, since the submission would
    meet the same.
    """
    identity = session.identity
    try:
        yield from once(
            session,
            lambda now: image_upload.build_check(identity, now, uri),
            image_upload.read_check,
        )
    except (ContentRefusedError, AuthenticationError, RiskControlError):
        raise
    except APIException:
        return


def _random(session: Session) -> str:
    """Up to ten random base-36 characters."""
    number = session.chance.below(_RANDOM_LIMIT)
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _BASE_36[digit] + digits
    return digits or "0"
