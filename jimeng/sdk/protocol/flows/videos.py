"""Videos: check the order, gate, upload, submit, follow (protocol notes, section 9)."""

from __future__ import annotations

from contextlib import ExitStack

from jimeng.sdk.protocol.checks import SEED_LIMIT, Options, checked_submit_id
from jimeng.sdk.protocol.endpoints.generation import build_generate
from jimeng.sdk.protocol.flows.account import credit_gate
from jimeng.sdk.protocol.flows.following import results
from jimeng.sdk.protocol.flows.submission import before_paying, submit, submit_owned
from jimeng.sdk.protocol.flows.uploads import (
    Ready,
    announce,
    open_local,
    upload_clip,
    upload_picture,
)
from jimeng.sdk.protocol.judging import followed
from jimeng.sdk.protocol.messages import Flow, HTTPRequest
from jimeng.sdk.protocol.session import Session
from jimeng.sdk.protocol.uploaded import Clip, Uploaded
from jimeng.sdk.protocol.video_drafts import (
    material_types,
    video_draft,
    video_extend,
    video_metrics,
)
from jimeng.sdk.protocol.video_orders import VideoOrder, video_order
from jimeng.sdk.types import Task, TaskKind


def generate_video(
    session: Session,
    prompt: str,
    model: str,
    options: Options,
    *,
    gate: bool,
    wait_timeout: float | None,
) -> Flow[str]:
    """The address of the video made from a text, from frames, or from reference material."""
    task = yield from submit_video(session, prompt, model, options, gate=gate)
    made = yield from results(session, task, wait_timeout, None)
    return made[0].url


def submit_video(
    session: Session,
    prompt: str,
    model: str,
    options: Options,
    *,
    gate: bool,
    submit_id: str | None = None,
) -> Flow[Task]:
    """Upload what goes in, and submit a video job."""
    order = video_order(prompt, model, options, session.identity.region)
    own_id = checked_submit_id(submit_id)
    sources = order.frames or tuple(reference.source for reference in order.references)
    with before_paying(), ExitStack() as opened:
        ready = yield from open_local(sources, opened)
        order = yield from announce(order, ready)
        if gate:
            yield from credit_gate(session)
        uploaded = yield from _upload(session, order, ready, opened)
    return (yield from _submit(session, order, uploaded, own_id))


def _upload(
    session: Session, order: VideoOrder, ready: list[Ready], opened: ExitStack
) -> Flow[list[Uploaded | Clip]]:
    clips = [reference.is_clip for reference in order.references] or [False] * len(ready)
    uploaded: list[Uploaded | Clip] = []
    for number, (source, is_clip) in enumerate(zip(ready, clips, strict=True), 1):
        if is_clip:
            uploaded.append((yield from upload_clip(session, source, number, opened)))
        else:
            uploaded.append((yield from upload_picture(session, source, number, opened)))
    return uploaded


def _submit(
    session: Session, order: VideoOrder, uploaded: list[Uploaded | Clip], own_id: str | None
) -> Flow[Task]:
    new_id = session.chance.uuid
    submit_id = own_id or new_id()
    origin_id = submit_id if order.omni else new_id()
    seed = session.chance.below(SEED_LIMIT) if order.seed is None else order.seed
    identity = session.identity
    metrics = video_metrics(order, origin_id, material_types(uploaded) if order.omni else ())
    # Written once: a repeated attempt carries the same draft, only the signature is new.
    draft = video_draft(
        order,
        [one.uri for one in uploaded if isinstance(one, Uploaded)],
        uploaded,
        metrics=metrics,
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
            extend=video_extend(order),
            video=True,
        )

    task = _task(session, order, submit_id, seed)
    send = submit_owned if own_id else submit
    record = yield from send(session, submit_id, build)
    return followed(task, record)


def _task(session: Session, order: VideoOrder, submit_id: str, seed: int) -> Task:
    return Task(
        submit_id=submit_id,
        kind=TaskKind.VIDEO,
        model=order.model.name,
        prompt=order.prompt,
        expected=1,
        seconds=order.duration_ms / 1_000,
        seed=seed,
        adjusted=order.adjusted,
        submitted_at=session.clock(),
    )
