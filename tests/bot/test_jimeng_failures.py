"""The SDK's errors at the bot's one door: a clear no, surely not sent, or a doubt."""

from __future__ import annotations

import pytest

import jimeng
from bot.adapters.jimeng_failures import after_question, after_submission, to_failure
from bot.domain.jobs import Charged, FailureKind, Reviewed
from bot.domain.observations import AnswerLost, LoginEnded, NotSent, Refused, Unreachable


def before_paying(error: jimeng.APIException, picture: int | None = 1) -> jimeng.APIException:
    """The error as an upload raises it."""
    error.charged, error.picture = "no", picture
    return error


@pytest.mark.parametrize(
    "error",
    [
        jimeng.SubmissionUnknownError(submit_id="x"),
        jimeng.TransportError(),
        jimeng.TransportTimeoutError(),
        jimeng.UnexpectedReplyError(),
        jimeng.ServerError(http_status=502),
    ],
)
def test_what_may_have_reached_the_service_is_a_doubt(error: jimeng.APIException) -> None:
    assert isinstance(after_submission(error), AnswerLost)


@pytest.mark.parametrize(
    "error",
    [
        jimeng.TransportError(sent=False),
        before_paying(jimeng.TransportError()),
        before_paying(jimeng.TransportTimeoutError()),
        before_paying(jimeng.UnexpectedReplyError()),
        before_paying(jimeng.UnexpectedReplyError(), picture=None),
        before_paying(jimeng.ServerError(code="100010")),
    ],
)
def test_what_failed_on_the_way_is_simply_tried_again(error: jimeng.APIException) -> None:
    assert isinstance(after_submission(error), NotSent)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (before_paying(jimeng.ContentRefusedError(code="2003"), 2), FailureKind.CONTENT),
        (before_paying(jimeng.InvalidRequestError("no picture"), 2), FailureKind.INPUT),
        (jimeng.InvalidRequestError(code="1000"), FailureKind.PARAMETERS),
        (jimeng.ServerError(code="3020", charged="no"), FailureKind.UPSTREAM),
        (jimeng.APIException(code="99999", charged="no"), FailureKind.UNCLASSIFIED),
    ],
)
def test_a_clear_no_is_told_with_the_picture_it_was_about(
    error: jimeng.APIException, kind: FailureKind
) -> None:
    seen = after_submission(error)
    assert isinstance(seen, Refused)
    assert (seen.failure.kind, seen.failure.charged) == (kind, Charged.NO)
    assert seen.failure.picture == error.picture
    assert seen.failure.code == error.code


def test_too_many_at_once_is_waited_out() -> None:
    asked = after_submission(jimeng.RateLimitError(retry_after=30))
    unasked = after_submission(jimeng.RateLimitError())
    spent = after_submission(jimeng.RateLimitError(retryable=False))
    assert isinstance(asked, Refused)
    assert isinstance(unasked, Refused)
    assert isinstance(spent, Refused)
    assert (asked.retry_after, unasked.retry_after, spent.retry_after) == (30, 60, None)


def test_a_question_is_never_a_verdict_on_the_job() -> None:
    assert isinstance(after_question(jimeng.AuthenticationError(code="1015")), LoginEnded)
    assert after_question(jimeng.RiskControlError(code="1019")) == Unreachable(
        "RiskControlError 1019"
    )


def test_what_a_job_cost_stays_unknown_where_the_service_does_not_say() -> None:
    failure = to_failure(jimeng.ContentRefusedError(code="2038", log_id="L"))
    assert (failure.charged, failure.log_id) == (Charged.UNKNOWN, "L")


TEXT_KEY = "web_text_violates_community_guidelines_toast"


@pytest.mark.parametrize(
    ("code", "key", "raw_status", "about"),
    [
        ("2038", None, None, Reviewed.TEXT),
        ("2038", TEXT_KEY, 30, Reviewed.TEXT),
        ("2043", TEXT_KEY, 30, Reviewed.TEXT),
        ("2003", None, 30, Reviewed.PICTURE),
        ("2041", None, None, Reviewed.PICTURE),
        ("2042", None, 30, Reviewed.RESULT),
        (None, "violate", 40, Reviewed.RESULT),
        ("2041", None, 40, Reviewed.RESULT),
        ("2038", TEXT_KEY, 40, None),
        ("2043", None, 30, None),
        (None, "violate", 10, None),
    ],
)
def test_content_review_is_about_what_the_wire_says_and_nothing_else(
    code: str | None, key: str | None, raw_status: int | None, about: Reviewed | None
) -> None:
    error = jimeng.ContentRefusedError(code=code, key=key)
    assert to_failure(error, raw_status).reviewed == about


def test_other_failures_are_no_review() -> None:
    assert to_failure(jimeng.RiskControlError(code="1019"), 40).reviewed is None
