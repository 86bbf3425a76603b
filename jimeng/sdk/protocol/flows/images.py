"""Pictures: check the order, gate, submit, follow (protocol notes, section 8)."""

from __future__ import annotations

from msgspec import structs

from jimeng.sdk.protocol import endpoints
from jimeng.sdk.protocol.drafts import image_draft, image_metrics
from jimeng.sdk.protocol.flows.account import credit_gate
from jimeng.sdk.protocol.flows.following import results
from jimeng.sdk.protocol.flows.submission import submit, submit_owned
from jimeng.sdk.protocol.messages import Flow, HTTPRequest, warn
from jimeng.sdk.protocol.options import ImageOrder, Options, checked_submit_id, image_order
from jimeng.sdk.protocol.records import history_id
from jimeng.sdk.protocol.session import Session
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
    for text in order.adjusted:
        yield from warn(text)
    if gate:
        yield from credit_gate(session)
    return (yield from _submit(session, order, (), own_id))


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
        return endpoints.build_generate(
            identity,
            now,
            submit_id=submit_id,
            metrics=metrics,
            draft=draft,
            extend={"root_model": order.model.key},
        )

    task = _task(session, order, submit_id)
    send = submit_owned if own_id else submit
    record = yield from send(session, submit_id, build)
    return structs.replace(task, history_id=history_id(record))


def _task(session: Session, order: ImageOrder, submit_id: str) -> Task:
    return Task(
        submit_id=submit_id,
        kind=order.kind,
        model=order.model.name,
        prompt=order.prompt,
        expected=order.expected,
        width=None if order.intelligent_ratio else order.size.width,
        height=None if order.intelligent_ratio else order.size.height,
        adjusted=order.adjusted,
        submitted_at=session.clock(),
    )
