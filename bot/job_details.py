"""A job in full: what was asked for, what it came from, what it cost. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.accounts import SITE_DAY
from bot.domain.ids import JobId
from bot.domain.job_wishes import words_of
from bot.domain.jobs import Job
from bot.i18n import Texts
from bot.status_text import render_state


def render_line(job: Job) -> str:
    """The command that asks for the same again, as people type it."""
    return f"/{job.request.kind.value} {words_of(job)}"


def render_details(
    texts: Texts, language: str, job: Job, children: Sequence[JobId], *, is_own: bool
) -> str:
    """All that is known of a job; the submission and its cost are its person's own business."""
    made = datetime.fromtimestamp(job.created_at, SITE_DAY)
    lines = [
        texts.text(language, "details-head", id=job.id, made=f"{made:%Y-%m-%d %H:%M} UTC+8"),
        texts.text(language, "details-line", line=render_line(job)),
        texts.text(language, "details-model", model=job.request.model),
    ]
    seed = job.request.seed
    if seed is None:
        lines.append(texts.text(language, "details-seed-random"))
    else:
        lines.append(texts.text(language, "details-seed", seed=str(seed)))
    if is_own:
        lines.append(texts.text(language, "details-submission", submit_id=job.submit_id))
    if job.lineage is not None:
        relation = texts.plain(language, f"relation-{job.lineage.relation.replace('_', '-')}")
        lines.append(
            texts.text(language, "details-parent", relation=relation, parent=job.lineage.parent)
        )
    if children:
        named = " · ".join(f"#{child}" for child in children)
        lines.append(texts.text(language, "details-children", children=named))
    sizes = [f"{each.width}×{each.height}" for each in job.artifacts if each.width]
    if sizes:
        lines.append(texts.text(language, "details-sizes", sizes=" · ".join(sizes)))
    if is_own and job.cost is not None:
        lines.append(texts.text(language, "details-cost", cost=job.cost))
    lines.append(render_state(texts, job, now=job.state_since))
    return "\n".join(lines)
