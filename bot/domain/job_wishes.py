"""What a job was asked for with, as words: kept with its receipt, or read off its request. Pure."""

from __future__ import annotations

from bot.domain.commands import STYLE_USED, render_image, render_video
from bot.domain.jobs import Job
from bot.domain.requests import ImageRequest, VideoRequest
from bot.domain.styles import may_open
from bot.domain.wishes import Wish


def words_of(job: Job) -> str:
    """What follows the command that asks for the same again, as people type it."""
    request = job.request
    # A style is in the prompt already: its first word must not call one again.
    is_styled = any(note.key == STYLE_USED for note in job.receipt.notes)
    shielded = is_styled and may_open(request.prompt)
    if isinstance(request, ImageRequest):
        return render_image(request, shielded=shielded)
    return render_video(request, shielded=shielded)


def wish_of(job: Job) -> Wish:
    """The wish of a job; a receipt that a button opened keeps none, its request says it all."""
    if job.receipt.wish is not None:
        return job.receipt.wish
    request = job.request
    is_material = isinstance(request, VideoRequest) and request.as_references
    return Wish(
        kind=request.kind,
        words=words_of(job),
        pictures=request.inputs,
        as_references=True if is_material else None,
        lineage=job.lineage,
        asks=job.receipt.asks is not None,
        account=job.account_name,
    )
