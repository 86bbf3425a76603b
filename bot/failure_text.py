"""What is said of a failure: what happened, whether it cost, what next, a small reference. Pure.

Codes and states decide, never the service's own words.
"""

from __future__ import annotations

from typing import Final

from bot.domain.jobs import Charged, Failure, FailureKind, Job, JobState, Reviewed
from bot.domain.moments import spell_time
from bot.i18n import Texts, Value

MEGABYTE: Final = 1024 * 1024
ANY_PICTURE, ANY_VIDEO = "2041", "2042"
"""The service's codes for a picture and a video that break its rules, whoever made them: before a
job is accepted only its person did."""
WRONG_REGION: Final = "3000"
"""The service's code for an account of another region than the exit of the network."""


def render_failure(texts: Texts, job: Job, failure: Failure) -> str:
    """In four lines at most; in two for a job that nobody could wait for any longer."""
    language = job.origin.language
    cost = render_cost(texts, job, failure)
    if job.state is JobState.EXPIRED:
        return " ".join([texts.text(language, "state-expired"), cost])
    name = failure.kind.replace("_", "-")
    key, values = _what_next(name, failure)
    return "\n".join(
        [
            _what_happened(texts, job, name, failure),
            cost,
            texts.text(language, key, **values),
            reference(texts, job, failure),
        ]
    )


def render_cost(texts: Texts, job: Job, failure: Failure) -> str:
    """The money statement: what the service's own books say, once they say it."""
    language = job.origin.language
    if job.cost is not None:
        return texts.text(language, "charged-cost", cost=job.cost)
    return texts.text(language, charged_key(failure))


def charged_key(failure: Failure) -> str:
    """The money statement of a failure as long as its cost isn't known."""
    return {
        Charged.NO: "charged-no",
        Charged.YES: "charged-yes",
        Charged.UNKNOWN: "charged-unknown",
    }[failure.charged]


def reference(texts: Texts, job: Job, failure: Failure) -> str:
    """The small print by which an operator finds the job again."""
    language = job.origin.language
    if failure.code:
        return texts.text(language, "failure-reference", id=job.id, code=failure.code)
    return texts.text(language, "failure-reference-plain", id=job.id)


def _what_happened(texts: Texts, job: Job, name: str, failure: Failure) -> str:
    """The picture, the size, the sum, the site: named where they are known."""
    language = job.origin.language

    def say(ending: str, **values: Value) -> str:
        return texts.text(language, f"failure-{name}-{ending}", **values)

    if failure.picture is not None and texts.has(f"failure-{name}-picture"):
        return say("picture", picture=failure.picture)
    if failure.kind is FailureKind.CONTENT and (about := _reviewed(job, failure)) is not None:
        return say(f"of-{about}")
    if failure.kind is FailureKind.CREDIT:
        return _what_is_short(texts, job, failure)
    if failure.size is not None and failure.limit is not None:
        return say("size", size=-(-failure.size // MEGABYTE), limit=failure.limit // MEGABYTE)
    if failure.kind is FailureKind.FORBIDDEN and failure.code == WRONG_REGION and failure.region:
        return say("region", region=failure.region)
    if failure.kind is FailureKind.UNCLASSIFIED and failure.code:
        return say("code", code=failure.code)
    if failure.kind is FailureKind.PAUSED:
        return texts.text(language, "failure-paused", model=job.request.model)
    return texts.text(language, f"failure-{name}")


def _what_is_short(texts: Texts, job: Job, failure: Failure) -> str:
    """Price and balance as far as they are known. The receipt's balance is not: jobs were paid
    since it was read. A price that the balance would do for can't be the price."""
    language, price, balance = job.origin.language, job.receipt.price, failure.balance
    if price is None and balance is None:
        return texts.text(language, "failure-credit")
    if balance is None:
        return texts.text(language, "failure-credit-price", price=price or 0)
    if price is None or price <= balance:
        return texts.text(language, "failure-credit-balance", balance=balance)
    return texts.text(language, "failure-credit-known", price=price, balance=balance)


def _reviewed(job: Job, failure: Failure) -> Reviewed | None:
    """What was refused; None where the job holds no such thing, or more than one of the kind."""
    pictures = [each for each in job.request.inputs if not each.is_clip]
    has_clips = len(pictures) < len(job.request.inputs)
    match failure.reviewed:
        case Reviewed.TEXT if not job.request.prompt:
            return None
        case Reviewed.PICTURE if failure.code == ANY_PICTURE and job.remote and not pictures:
            return Reviewed.RESULT
        case Reviewed.PICTURE if not pictures or (failure.code == ANY_PICTURE and job.remote):
            return None
        case Reviewed.RESULT if failure.code == ANY_VIDEO and has_clips:
            return None
    return failure.reviewed


def _what_next(name: str, failure: Failure) -> tuple[str, dict[str, Value]]:
    if failure.until is not None:
        return f"failure-{name}-until", {"time": spell_time(failure.until)}
    if failure.kind is FailureKind.FORBIDDEN and failure.code == WRONG_REGION:
        return "failure-forbidden-region-next", {}
    return f"failure-{name}-next", {}
