"""What a job's one message says. Pure: job, texts and time in, HTML out.

Receipt, prompt, what had to be changed, then one line for where the job stands, or the parts of a
failure: what happened, whether it cost, what next, a small reference.
"""

from __future__ import annotations

from bot.domain.commands import Note
from bot.domain.differences import differences
from bot.domain.jobs import (
    TOLD_STATES,
    FailureKind,
    Job,
    JobState,
    Progress,
)
from bot.domain.lineage import Lineage, Relation
from bot.domain.moments import spell_time
from bot.domain.receipts import Asks, Output, Receipt
from bot.domain.requests import GenerationRequest, ImageRequest, numbers_of
from bot.failure_text import render_failure
from bot.i18n import Texts

PROMPT_LENGTH = 200
PROGRESS = frozenset({JobState.QUEUED, JobState.SUBMITTING, JobState.RUNNING, JobState.DELIVERING})
"""States that pass by themselves."""
SHORT_PROMPT_LENGTH = 40
JUST_BEGUN_SECONDS = 10.0
SHORTEST_FORECAST_SECONDS = 1.0
"""Less is said as 0 s, which tells nothing."""
WORTH_A_TIME = 30.0
"""Seconds; a shorter wait than this is over before it is read."""
LONG_WAIT_SECONDS = 30 * 60.0
USUAL_STRENGTH = 0.5
JIMENG = "jimeng-"
JIMENG_VIDEO = "jimeng-video-"


def render_status(texts: Texts, job: Job, *, now: float, place: int = 0) -> str:
    """The whole message. `now` in Unix seconds; `place` counts the person's jobs before it."""
    language = job.origin.language
    request = job.request
    if is_brief(job):
        return f"{_name(texts, job)} {render_state(texts, job, now=now, place=place)}"
    lines = [_receipt(texts, job)]
    if request.prompt and not job.goes_private:  # a video's picture may speak for itself
        prompt = shorten(request.prompt, PROMPT_LENGTH)
        lines.append(texts.text(language, "job-prompt", prompt=prompt))
    if isinstance(request, ImageRequest) and request.negative and not job.goes_private:
        negative = shorten(request.negative, PROMPT_LENGTH)
        lines.append(texts.text(language, "job-negative", negative=negative))
    if job.lineage is not None:
        lines.append(_came_from(texts, language, job.lineage))
    lines += [texts.text(language, note.key, **note.values) for note in job.receipt.notes]
    lines += [_adjusted(texts, language, what) for what in job.adjusted]
    if not job.state.is_final:
        lines.append(render_price(texts, language, job.receipt))
        if job.receipt.payer and not job.lacks_account:
            lines.append(texts.text(language, "job-payer", name=job.receipt.payer))
    if job.receipt.output is Output.VERBOSE:
        lines.append(texts.text(language, "job-submission", submit_id=job.submit_id))
        lines.append(texts.text(language, "job-model", model=request.model))
    lines.append(render_state(texts, job, now=now, place=place))
    lines += [texts.text(language, note.key, **note.values) for note in differences(job)]
    if job.state.is_final and any(each.is_hevc for each in job.artifacts):
        lines.append(texts.text(language, "film-hevc"))
    return "\n".join(lines)


def is_brief(job: Job) -> bool:
    """Its message is to be one short line: its person wants pictures only, or not everybody in
    the group is to read along. What asks or went wrong is told in full."""
    if job.goes_private:
        return job.state is not JobState.DRAFTED
    is_quiet = job.state in PROGRESS or job.state is JobState.SUCCEEDED
    return job.receipt.output is Output.MINIMAL and is_quiet


def wants_no_more_words(job: Job) -> bool:
    """The pictures are there, and their person wants nothing else."""
    is_shown = job.state is JobState.SUCCEEDED and not job.is_muted
    return job.receipt.output is Output.MINIMAL and is_shown and not job.goes_private


def render_price(texts: Texts, language: str, receipt: Receipt) -> str:
    """What it is expected to cost, and why its person is asked."""
    price, balance = receipt.price, receipt.balance
    if price is None:
        said = texts.text(language, "price-unknown")
    elif balance is None:
        said = texts.text(language, "price-known", price=price)
    else:
        key = "price-known-ending" if receipt.ends_today else "price-known-balance"
        ends = str(receipt.ends_today)
        said = texts.text(language, key, price=price, balance=balance, ends=ends)
    if receipt.asks is None or receipt.asks is Asks.PRICE_UNKNOWN:
        return said
    return said + " · " + texts.text(language, f"asks-{receipt.asks.replace('_', '-')}")


def render_state(texts: Texts, job: Job, *, now: float, place: int = 0) -> str:
    """Where the job stands, for the last lines of its message and for the queue."""
    language = job.origin.language
    if job.state in {JobState.FAILED, JobState.EXPIRED} and job.failure is not None:
        return render_failure(texts, job, job.failure)
    if job.is_muted and job.state not in TOLD_STATES:  # a question stays one: no result may come
        return texts.text(language, "state-muted")
    match job.state:
        case JobState.QUEUED:
            return _queued(texts, job, place)
        case JobState.SUBMITTING:
            key = "state-checking" if is_checked(job) else "state-submitting"
            return texts.text(language, key)
        case JobState.RUNNING:
            return _running(texts, job, now)
        case JobState.DELIVERING if is_kept(job, now):
            return texts.text(language, "state-kept", time=spell_time(job.due_at or now))
        case JobState.DELIVERING:
            key = "state-sending" if job.artifacts else "state-fetching"
            return texts.text(language, key)
        case JobState.SUCCEEDED if job.goes_private and not job.is_muted:
            return texts.text(language, "state-succeeded-private")
        case JobState.SUCCEEDED:
            return _succeeded(texts, job, now)
        case JobState.DRAFTED if job.lacks_account:
            return texts.text(language, "state-drafted-login")
        case JobState.EXPIRED:  # without a failure: nobody agreed
            return texts.text(language, "state-receipt-expired")
        case JobState.NEEDS_LOGIN if _is_of_another_account(job):
            return texts.text(language, "state-needs-login-other")
        case JobState.NEEDS_LOGIN if job.submitted_at is not None:
            return texts.text(language, "state-needs-login-running")
        case JobState.NEEDS_LOGIN if job.failure is not None:
            return texts.text(language, "state-login-ended")
        case JobState.CANCELLED if job.submitted_at is not None:
            return texts.text(language, "state-cancelled-uncertain")
        case _:
            return texts.text(language, f"state-{job.state.replace('_', '-')}")


def _is_of_another_account(job: Job) -> bool:
    return job.failure is not None and job.failure.kind is FailureKind.OTHER_ACCOUNT


def is_kept(job: Job, now: float) -> bool:
    """Made, and not taken by Telegram: kept for another try that is worth announcing."""
    is_late = job.due_at is not None and job.due_at - now >= WORTH_A_TIME
    return bool(job.artifacts) and job.trouble_since is not None and is_late


def is_checked(job: Job) -> bool:
    """A submission without an answer: it is due later than it was begun, to be looked up."""
    return job.due_at is not None and job.due_at > job.state_since


def model_name(texts: Texts, language: str, model: str) -> str:
    """A model as people call it: "即梦 4.0" for jimeng-4.0; others keep their name."""
    if model.startswith(JIMENG_VIDEO):
        version = model.removeprefix(JIMENG_VIDEO)
        return texts.plain(language, "model-jimeng-video", version=version)
    if model.startswith(JIMENG):
        return texts.plain(language, "model-jimeng", version=model.removeprefix(JIMENG))
    return model


def shorten(text: str, length: int) -> str:
    """The text on one line, cut with an ellipsis beyond so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def spell_duration(texts: Texts, language: str, seconds: float) -> str:
    """A length of time as people say it: 40 s, 2 m 14 s, 12 min, 1 h 5 min."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    if minutes == 0:
        return texts.plain(language, "duration-seconds", seconds=rest)
    if minutes >= 60:
        hours, minutes = divmod(minutes, 60)
        return texts.plain(language, "duration-hours", hours=hours, minutes=minutes)
    if rest == 0:
        return texts.plain(language, "duration-minutes", minutes=minutes)
    return texts.plain(language, "duration-minutes-seconds", minutes=minutes, seconds=rest)


def _name(texts: Texts, job: Job) -> str:
    return texts.text(job.origin.language, "job-name", id=job.id)


def _came_from(texts: Texts, language: str, lineage: Lineage) -> str:
    """The result that it is made of, or the job whose words it takes up."""
    if lineage.picture is None:
        return texts.text(language, "job-from", parent=lineage.parent)
    is_upscale = lineage.relation is Relation.UPSCALE
    key = "job-from-upscale" if is_upscale else "job-from-result"
    return texts.text(language, key, number=lineage.picture, parent=lineage.parent)


def _receipt(texts: Texts, job: Job) -> str:
    language, request = job.origin.language, job.request
    head = texts.text(
        language,
        "job-receipt",
        id=job.id,
        model=request.model_title or model_name(texts, language, request.model),
        ratio=_ratio(texts, language, request),
    )
    if request.resolution:
        head += " · " + request.resolution
    told = job.progress.total if job.progress is not None else None
    count = len(job.results) or told or job.receipt.makes
    if count and isinstance(request, ImageRequest):
        head += " " + texts.text(language, "job-receipt-count", count=count)
    return " · ".join([head, *_extras(texts, language, request)])


def _ratio(texts: Texts, language: str, request: GenerationRequest) -> str:
    is_open = isinstance(request, ImageRequest) and request.smart_ratio
    return texts.plain(language, "job-ratio-auto") if is_open else request.ratio


def _extras(texts: Texts, language: str, request: GenerationRequest) -> list[str]:
    """Every flag that was read is echoed; what nobody asked for is left out."""
    extras = []
    if not isinstance(request, ImageRequest):
        extras.append(texts.text(language, "job-receipt-seconds", seconds=request.seconds))
    elif request.strength != USUAL_STRENGTH:
        strength = f"{request.strength:g}"
        extras.append(texts.text(language, "job-receipt-strength", strength=strength))
    if request.inputs:
        extras.append(_pictures(texts, language, request))
    if request.seed is not None:
        extras.append(texts.text(language, "job-receipt-seed", seed=str(request.seed)))
    if request.send_files:
        extras.append(texts.text(language, "job-receipt-files"))
    if request.send_privately:
        extras.append(texts.text(language, "job-receipt-private"))
    return extras


def _pictures(texts: Texts, language: str, request: GenerationRequest) -> str:
    """What the pictures are for, by their number."""
    count = len(request.inputs)
    numbers = numbers_of(request.inputs)
    if isinstance(request, ImageRequest) and numbers == list(range(1, count + 1)):
        return texts.text(language, "job-receipt-references", count=count)
    if isinstance(request, ImageRequest) or request.as_references:
        roles = ["reference"] * count
    else:
        roles = ["first", "last"][:count]
    return " · ".join(
        texts.text(language, f"job-picture-{role}", number=number)
        for role, number in zip(roles, numbers, strict=True)
    )


def _adjusted(texts: Texts, language: str, what: str | Note) -> str:
    said = what if isinstance(what, str) else texts.plain(language, what.key, **what.values)
    return texts.text(language, "job-adjusted", what=said)


def _queued(texts: Texts, job: Job, place: int) -> str:
    language = job.origin.language
    if job.failure is not None and job.failure.kind is FailureKind.HELD:
        reason = job.failure.detail
        key = "state-held" if reason else "state-held-plain"
        return texts.text(language, key, reason=reason)
    if job.attempt > 0:
        return texts.text(language, "state-queued-again")
    if place == 0:
        return texts.text(language, "state-queued-next")
    return texts.text(language, "state-queued", place=place)


def _running(texts: Texts, job: Job, now: float) -> str:
    language, progress = job.origin.language, job.progress
    if progress is not None and progress.queue_position:
        return _upstream_queue(texts, language, progress)
    since = job.submitted_at if job.submitted_at is not None else job.state_since
    waited = now - since
    if waited < JUST_BEGUN_SECONDS:
        return texts.text(language, "state-running-first")
    # Whole minutes after the first: the words, and so the edits, change once a minute.
    shown = waited - waited % 60 if waited >= 60 else waited - waited % 10
    key = "state-running-long" if waited >= LONG_WAIT_SECONDS else "state-running"
    return texts.text(language, key, elapsed=spell_duration(texts, language, shown))


def _upstream_queue(texts: Texts, language: str, progress: Progress) -> str:
    """Place and forecast as far as the service told them; nothing is made up."""
    values: dict[str, str | int] = {"position": progress.queue_position or 0}
    key = "state-upstream-place"
    if progress.queue_length:
        key = "state-upstream-queue"
        values["length"] = progress.queue_length
    if progress.forecast_seconds and progress.forecast_seconds >= SHORTEST_FORECAST_SECONDS:
        key += "-forecast"
        forecast = progress.forecast_seconds
        rounded = forecast if forecast < 60 else round(forecast / 60) * 60
        values["forecast"] = spell_duration(texts, language, rounded)
    return texts.text(language, key, **values)


def _succeeded(texts: Texts, job: Job, now: float) -> str:
    language = job.origin.language
    finished = job.finished_at if job.finished_at is not None else now
    elapsed = spell_duration(texts, language, finished - job.created_at)
    if job.cost is not None:
        cost = texts.text(language, "state-cost", cost=job.cost)
    else:
        cost = texts.text(language, "state-cost-unknown")
    if job.is_muted:
        return texts.text(language, "state-succeeded-muted", elapsed=elapsed) + cost
    sizes = sorted({f"{a.width}×{a.height}" for a in job.artifacts if a.width and a.height})
    if not sizes:
        return texts.text(language, "state-succeeded-plain", elapsed=elapsed) + cost
    return texts.text(language, "state-succeeded", size=", ".join(sizes), elapsed=elapsed) + cost
