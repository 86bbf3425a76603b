"""Pictures: check the order, gate, submit, follow (protocol notes, section 8)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError
from jimeng.sdk.protocol.checks import Options, checked_submit_id
from jimeng.sdk.protocol.drafts import image_draft, image_metrics
from jimeng.sdk.protocol.endpoints.generation import build_generate
from jimeng.sdk.protocol.flows.account import credit_gate
from jimeng.sdk.protocol.flows.following import results
from jimeng.sdk.protocol.flows.submission import before_paying, submit, submit_owned
from jimeng.sdk.protocol.flows.uploads import announce, open_local, upload_picture
from jimeng.sdk.protocol.image_orders import ImageOrder, image_order
from jimeng.sdk.protocol.judging import followed
from jimeng.sdk.protocol.limits import MAX_COMPOSED
from jimeng.sdk.protocol.messages import Fetch, Flow, HTTPRequest, Open
from jimeng.sdk.protocol.session import Session
from jimeng.sdk.protocol.sources import Source, about_input, from_anywhere
from jimeng.sdk.types import Task

_SEED_START, _SEED_COUNT = 2_500_000_000, 100_000_000


def generate_images(
    session: Session,
    prompt: str,
    model: str,
    options: Options,
    *,
    gate: bool,
    wait_timeout: float | None,
) -> Flow[list[str]]:
    """Addresses of the pictures made from a text."""
    task = yield from submit_image(session, prompt, model, options, gate=gate)
    made = yield from results(session, task, wait_timeout, None)
    return [result.url for result in made]


def submit_image(
    session: Session,
    prompt: str,
    model: str,
    options: Options,
    *,
    gate: bool,
    submit_id: str | None = None,
) -> Flow[Task]:
    """Submit a text-to-image job. A caller who gives the submit id looks up lost answers alone."""
    order = image_order(prompt, model, options, session.identity.region)
    own_id = checked_submit_id(submit_id)
    with before_paying():
        order = yield from announce(order, ())
        if gate:
            yield from credit_gate(session)
    return (yield from _submit(session, order, (), own_id))


def generate_composition(
    session: Session,
    prompt: str,
    pictures: Sequence[Source],
    model: str,
    options: Options,
    *,
    gate: bool,
    wait_timeout: float | None,
) -> Flow[list[str]]:
    """Addresses of the pictures made from pictures."""
    task = yield from submit_composition(session, prompt, pictures, model, options, gate=gate)
    made = yield from results(session, task, wait_timeout, None)
    return [result.url for result in made]


def submit_composition(
    session: Session,
    prompt: str,
    pictures: Sequence[Source],
    model: str,
    options: Options,
    *,
    gate: bool,
    submit_id: str | None = None,
) -> Flow[Task]:
    """Upload pictures and submit a job over them."""
    order = image_order(prompt, model, options, session.identity.region, composition=True)
    inputs = _inputs(pictures)
    own_id = checked_submit_id(submit_id)
    with before_paying(), ExitStack() as opened:
        ready = yield from open_local(inputs, opened)
        order = yield from announce(order, ready)
        if gate:
            yield from credit_gate(session)
        uris = []
        for number, source in enumerate(ready, 1):
            uploaded = yield from upload_picture(session, source, number, opened)
            uris.append(uploaded.uri)
    return (yield from _submit(session, order, tuple(uris), own_id))


def _inputs(pictures: object) -> list[Open | Fetch]:
    """The pictures of a composition; one alone must stand in a list too."""
    if not isinstance(pictures, list | tuple) or not 1 <= len(pictures) <= MAX_COMPOSED:
        raise InvalidRequestError(
            f"images must be a list of 1 to {MAX_COMPOSED}: bytes, paths or http(s) addresses"
        )
    inputs = []
    for number, picture in enumerate(pictures, 1):
        with about_input(number):
            inputs.append(from_anywhere(picture))
    return inputs


def _submit(
    session: Session, order: ImageOrder, uris: tuple[str, ...], own_id: str | None
) -> Flow[Task]:
    """Submit a checked order over uploaded pictures; none means text to image."""
    new_id = session.chance.uuid
    submit_id = own_id or new_id()
    seed = order.seed
    if seed is None:
        seed = _SEED_START + session.chance.below(_SEED_COUNT)
    identity = session.identity
    # Written once: a repeated attempt carries the same draft, only the signature is new.
    metrics = image_metrics(order, submit_id, uris, new_id)
    draft = image_draft(
        order,
        uris,
        seed=seed,
        now=session.clock(),
        version=identity.version.draft_version,
        new_id=new_id,
    )

    def build(now: int) -> HTTPRequest:
        return build_generate(
            identity,
            now,
            submit_id=submit_id,
            metrics=metrics,
            draft=draft,
            extend={"root_model": order.model.key},
        )

    task = _task(session, order, submit_id, None if uris else seed)
    send = submit_owned if own_id else submit
    record = yield from send(session, submit_id, build)
    return followed(task, record)


def _task(session: Session, order: ImageOrder, submit_id: str, seed: int | None) -> Task:
    return Task(
        submit_id=submit_id,
        kind=order.kind,
        model=order.model.name,
        prompt=order.prompt,
        expected=order.expected,
        width=None if order.intelligent_ratio else order.size.width,
        height=None if order.intelligent_ratio else order.size.height,
        seed=seed,
        adjusted=order.adjusted,
        submitted_at=session.clock(),
    )
