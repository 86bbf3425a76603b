"""Which models there are: from the catalogue, or from the service with the catalogue behind it."""

from __future__ import annotations

from jimeng.sdk.lib.exceptions.api_exception import APIException
from jimeng.sdk.protocol.endpoints.configuration import build_config, read_config
from jimeng.sdk.protocol.flows.exchange import ask
from jimeng.sdk.protocol.messages import Flow, warn
from jimeng.sdk.protocol.model_lists import built_in, joined
from jimeng.sdk.protocol.session import Session
from jimeng.sdk.types import Model


def models(session: Session, *, live: bool) -> Flow[tuple[Model, ...]]:
    """The models of the account's region; where the service cannot be read, the built-in ones."""
    known = built_in(session.identity.region)
    if not live:
        return known
    listed: list[Model] = []
    for video in (False, True):
        listed += yield from _listed(session, video=video)
    return joined(known, listed)


def _listed(session: Session, *, video: bool) -> Flow[tuple[Model, ...]]:
    identity = session.identity
    try:
        return (
            yield from ask(
                session,
                lambda now: build_config(identity, now, video=video),
                lambda response: read_config(response, identity, video=video),
            )
        )
    except APIException as error:
        kind = "video" if video else "picture"
        yield from warn(f"the live list of {kind} models could not be read: {error}")
        return ()
