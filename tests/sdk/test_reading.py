"""Answers and records read by values: every envelope, and every odd form of a record."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from jimeng import (
    APIException,
    GenerationFailedError,
    ServerError,
    Task,
    TaskKind,
    TaskState,
    UnexpectedReplyError,
    parse_token,
)
from jimeng.sdk.protocol.decoding import code_text, read_envelope, read_imagex, read_passport
from jimeng.sdk.protocol.endpoints.clip_upload import read_apply_clip, read_commit_clip
from jimeng.sdk.protocol.endpoints.generation import read_generate
from jimeng.sdk.protocol.endpoints.history import read_history
from jimeng.sdk.protocol.endpoints.uploading import CLIPS, UploadToken, read_upload_token
from jimeng.sdk.protocol.judging import followed, judge
from jimeng.sdk.protocol.messages import HTTPResponse
from jimeng.sdk.protocol.records import Record
from jimeng.sdk.protocol.refusals import KNOWN_CODES, UNCLASSIFIED, Refusal, refused
from jimeng.sdk.protocol.results import expiry
from jimeng.sdk.protocol.session import identify
from jimeng.sdk.protocol.signing import UploadKey
from tests.wire.vectors import load

TASK = Task(
    submit_id="s",
    kind=TaskKind.TEXT_TO_IMAGE,
    model="m",
    prompt="p",
    expected=4,
    submitted_at=1_000.0,
)


def answer(body: object, status: int = 200, headers: dict[str, str] | None = None) -> HTTPResponse:
    return HTTPResponse(status, headers or {}, json.dumps(body).encode())


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (0, None),
        ("0", None),
        ("", None),
        (None, None),
        (True, None),
        (0.0, None),
        (1015, "1015"),
        ("1015", "1015"),
        (" 1015 ", "1015"),
        (1015.0, "1015"),
        (-6, "-6"),
        (1.5, "1.5"),
        ("SignatureDoesNotMatch", "SignatureDoesNotMatch"),
    ],
)
def test_codes_are_one_text_however_they_come(code: Any, text: str | None) -> None:
    assert code_text(code) == text


def test_a_log_id_is_kept_from_wherever_it_stands() -> None:
    for more, headers in (
        ({"logid": "L"}, {}),
        ({"log_id": "L"}, {}),
        ({}, {"x-tt-logid": "L"}),
    ):
        with pytest.raises(APIException) as caught:
            read_envelope(answer({"ret": 7, **more}, 200, headers))
        assert caught.value.log_id == "L"


def test_a_known_code_counts_more_than_the_status() -> None:
    """A gateway may turn a business refusal into a 5xx; what it says is the truth."""
    with pytest.raises(APIException) as caught:
        read_envelope(answer({"ret": "1006"}, 500))
    assert (caught.value.code, caught.value.http_status) == ("1006", 500)
    with pytest.raises(ServerError) as failed:
        read_envelope(answer({"ret": "777"}, 503))
    assert failed.value.http_status == 503


@pytest.mark.parametrize("status", [404, 302])
def test_another_status_is_an_unexpected_reply(status: int) -> None:
    for read in (read_envelope, read_passport):
        with pytest.raises(UnexpectedReplyError) as caught:
            read(answer({"message": "no"}, status))
        assert caught.value.http_status == status


def test_passport_raises_what_is_neither_alive_nor_dead() -> None:
    with pytest.raises(ServerError):
        read_passport(answer({"message": "error"}, 502))


def test_imagex_errors_keep_their_code() -> None:
    metadata = {"RequestId": "R", "Error": {"Code": "Sig", "CodeN": 100010, "Message": "m"}}
    with pytest.raises(ServerError) as caught:
        read_imagex(answer({"ResponseMetadata": metadata}, 403), Record)
    assert (caught.value.code, caught.value.log_id) == ("100010", "R")
    for body in ({"ResponseMetadata": {"RequestId": "R"}}, {}):
        with pytest.raises(ServerError):
            read_imagex(answer(body, 500), Record)


@pytest.mark.parametrize("nodes", [[], [{"StoreInfos": [], "SessionKey": "k", "UploadHost": "h"}]])
def test_a_clip_needs_a_place(nodes: list[object]) -> None:
    body = {"ResponseMetadata": {}, "Result": {"InnerUploadAddress": {"UploadNodes": nodes}}}
    with pytest.raises(UnexpectedReplyError):
        read_apply_clip(answer(body))


def test_a_clip_needs_a_result_and_may_lack_measures() -> None:
    with pytest.raises(ServerError):
        read_commit_clip(answer({"ResponseMetadata": {}, "Result": {"Results": []}}))
    body = {"ResponseMetadata": {}, "Result": {"Results": [{"Vid": "v"}]}}
    assert read_commit_clip(answer(body)).duration_ms == 0


def test_upload_tokens_do_not_show() -> None:
    assert "secret" not in repr(UploadToken(UploadKey("a", "secret", "t"), "space"))


def look(**record: Any) -> Any:
    return judge(TASK, msgspec.convert(record, Record), 1_001.0)


def test_the_inner_task_speaks_where_the_record_is_silent() -> None:
    status = look(task={"status": 20, "history_id": 42, "submit_id": "s"})
    assert (status.raw_status, status.task.history_id) == (20, "42")
    assert (look().raw_status, look().state) == (-1, TaskState.RUNNING)


@pytest.mark.parametrize("raw", [-1, 0, 20, 42, 45, 46, 77, 144, 999])
def test_an_unknown_status_goes_on(raw: int) -> None:
    assert look(status=raw).state is TaskState.RUNNING


def test_the_status_of_an_item_is_not_the_status_of_the_job() -> None:
    item = {"common_attr": {"status": 144, "cover_url": "https://preview.example.test"}}
    status = look(status=50, item_list=[item])
    # A preview is not passed off as the picture either.
    assert (status.state, status.results) == (TaskState.FAILED, ())
    assert isinstance(status.error, GenerationFailedError)


def test_a_video_without_an_address_is_not_there_yet() -> None:
    record = msgspec.convert({"status": 50, "item_list": [{"video": {}}, {}]}, Record)
    video = msgspec.structs.replace(TASK, kind=TaskKind.VIDEO)
    assert judge(video, record, 1_001.0).results == ()


@pytest.mark.parametrize("name", ["history:50:4", "history:50:6", "history:50:3", "history:45:2"])
def test_recorded_records_are_read_whole(name: str) -> None:
    _, status, items = name.split(":")
    body = load("responses")["responses"][name]["json"]
    (record,) = read_history(answer(body)).values()
    seen = judge(TASK, record, 1_001.0)
    assert (seen.raw_status, len(seen.results)) == (int(status), int(items))
    assert all(result.url.startswith("https://") and result.width for result in seen.results)
    assert seen.results[0].expires_at == 1799633895


def test_a_null_record_is_no_record() -> None:
    body = {"ret": "0", "data": {"a": None, "b": {"status": 20}}}
    assert list(read_history(answer(body))) == ["b"]
    assert read_history(answer({"ret": "0", "data": None})) == {}


@pytest.mark.parametrize("id_", [None, "", 0])
def test_an_acceptance_needs_an_id(id_: object) -> None:
    body = {"ret": "0", "data": {"aigc_data": {"history_record_id": id_, "fail_code": 2041}}}
    with pytest.raises(APIException) as caught:
        read_generate(answer(body))
    assert caught.value.code == "2041"


@pytest.mark.parametrize("code", sorted(KNOWN_CODES))
def test_every_known_code_has_a_class_of_its_own(code: str) -> None:
    error = refused(Refusal(code=code, log_id="L"), "commerce")
    assert error.code == code
    assert (type(error) is APIException) == (code in UNCLASSIFIED)
    assert code in str(error)
    assert error.log_id == "L"


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("积分不足", "InsufficientCreditError"),
        ("请先登录", "AuthenticationError"),
        ("check LOGIN error", "AuthenticationError"),
        ("内容违规", "ContentRefusedError"),
        ("不符合社区规范", "ContentRefusedError"),
        ("操作频繁", "RateLimitError"),
        ("Shark not pass", "RiskControlError"),
        ("something else", "GenerationFailedError"),
    ],
)
def test_words_decide_where_key_and_code_do_not(message: str, name: str) -> None:
    error = refused(Refusal(code="31337", message=message), "generation")
    assert type(error).__name__ == name
    if name != "GenerationFailedError":
        decided = refused(Refusal(code="2039", message=message), "generation")
        assert type(decided).__name__ == name


def test_the_key_is_the_most_stable() -> None:
    error = refused(
        Refusal(code="1015", message="积分", key="Web_Text_Violates_Guidelines"), "generation"
    )
    assert type(error).__name__ == "ContentRefusedError"
    limit = refused(Refusal(code="1006", key="web_notice_reach_daily_usage_limit"), "generation")
    assert type(limit).__name__ == "RateLimitError"


@pytest.mark.parametrize(
    ("call", "message", "name"),
    [
        ("commerce", "", "ServerError"),
        ("generation", "system busy", "ServerError"),
        ("generation", "sign error", "GenerationFailedError"),
        ("other", "sign error", "APIException"),
    ],
)
def test_1014_means_two_things(call: Any, message: str, name: str) -> None:
    assert type(refused(Refusal(code="1014", message=message), call)).__name__ == name


def test_what_may_be_tried_again() -> None:
    assert refused(Refusal(code="1310"), "generation").retryable
    assert refused(Refusal(code="5001"), "generation").retryable
    assert not refused(Refusal(code="121101"), "generation").retryable
    assert not refused(Refusal(code="1019"), "generation").retryable
    assert not refused(Refusal(code="2038"), "generation").retryable


@given(st.binary(max_size=80), st.sampled_from([200, 400, 404, 429, 500]))
def test_any_answer_is_read_or_refused(body: bytes, status: int) -> None:
    """Whatever stands at the other end, the caller gets one of our errors."""
    for read in (read_envelope, read_passport, read_generate):
        with pytest.raises(APIException):
            read(HTTPResponse(status, {}, body))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2000) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["ret", "data", "aigc_data", "errmsg", "message", "status", "item_list"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.fixed_dictionaries({"ret": json_values, "data": json_values}))
def test_any_json_is_read_or_refused(body: Any) -> None:
    for read in (read_history, read_generate):
        with suppress(APIException):
            assert read(answer(body)) is not None


@pytest.mark.parametrize("first", [None, {}, {"image_url": ""}])
def test_a_picture_without_an_address_is_not_there_yet(first: Any) -> None:
    large = [] if first is None else [first]
    seen = look(status=20, item_list=[{"image": {"large_images": large}}, {"image": None}, {}])
    assert (seen.results, seen.finished_count) == ((), 0)


def test_a_format_stands_at_the_size_or_at_the_picture() -> None:
    def shown(**image: Any) -> Any:
        (result,) = look(status=50, item_list=[{"image": image}]).results
        return result.format

    url = "https://p.example.test/1"
    assert shown(large_images=[{"image_url": url, "format": "png"}], format="webp") == "png"
    assert shown(large_images=[{"image_url": url}], format="webp") == "webp"
    assert shown(large_images=[{"image_url": url, "format": "png"}]) == "png"


@pytest.mark.parametrize(
    ("url", "dies"),
    [
        ("https://h/p?x-expires=12&x=1", 12.0),
        ("https://h/p?x=a?b&x-expires=12", 12.0),
        ("https://h/p?x-expires=12#x-expires=13", 12.0),
        ("https://h/p#?x-expires=12", None),
        ("https://h/p?x-expires=soon", None),
        ("https://h/p?x-expires=", None),
        ("https://h/p", None),
        ("", None),
    ],
)
def test_when_an_address_dies(url: str, dies: float | None) -> None:
    assert expiry(url) == dies


def test_an_upload_answer_that_does_not_fit_names_its_request() -> None:
    body = {"ResponseMetadata": {"RequestId": "R"}, "Result": {"status": "x"}}
    with pytest.raises(UnexpectedReplyError) as caught:
        read_imagex(answer(body), Record)
    assert (caught.value.log_id, caught.value.http_status) == ("R", 200)


def test_a_passport_answer_that_does_not_fit_tells_its_status() -> None:
    with pytest.raises(UnexpectedReplyError) as caught:
        read_passport(answer([], 200))
    assert caught.value.http_status == 200


NOON = "Wed, 30 Sep 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 7 "}, 7.0),
        ({"retry-after": "Fri, 01 Jan 99999999999999999999 00:00:00 GMT"}, None),
        ({"retry-after": "-7"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Wed, 30 Sep 2026 12:00:09 GMT", "date": NOON}, 9.0),
        ({"retry-after": "Wed, 30 Sep 2026 11:00:00 GMT", "date": NOON}, 0.0),
        ({"retry-after": "Wed, 30 Sep 2026 12:00:09 GMT"}, None),
        ({"retry-after": "Wed, 30 Sep 2026 12:00:09 -0000", "date": NOON}, None),
        ({"retry-after": NOON, "date": "noon"}, None),
    ],
)
def test_a_pause_that_is_asked_for(headers: dict[str, str], seconds: float | None) -> None:
    with pytest.raises(APIException) as caught:
        read_envelope(answer({}, 429, headers))
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize("code", ["2061", 2061])
def test_an_unknown_code_of_a_submission_ends_honestly(code: str | int) -> None:
    """A refusal that nobody has explained yet: kept to the letter, and nothing was taken."""
    detail = {"aigc_data": None, "fail_code": code, "fail_starling_message": "该模型已下线"}
    with pytest.raises(GenerationFailedError) as caught:
        read_generate(answer({"ret": code, "errmsg": "", "logid": "L", "data": detail}))
    error = caught.value
    assert (error.code, error.log_id, error.retryable, error.charged) == ("2061", "L", False, "no")
    assert str(error).startswith("The generation failed at the service. The service said: 该模型已")


def test_an_unknown_code_of_a_record_ends_honestly() -> None:
    error = look(status=30, fail_code=2061).error
    assert type(error) is GenerationFailedError
    assert (error.code, error.retryable, error.charged) == ("2061", False, "unknown")


@pytest.mark.parametrize(
    ("asked", "got", "said"),
    [
        (5.0, 5.5, ()),
        (5.0, 4.5, ()),
        (5.0, 5.6, ("asked for 5 s, got 5.6 s",)),
        (5.0, 4.0, ("asked for 5 s, got 4 s",)),
        (None, 4.0, ()),
    ],
)
def test_half_a_second_is_no_difference(
    asked: float | None, got: float, said: tuple[str, ...]
) -> None:
    task = structs.replace(TASK, kind=TaskKind.VIDEO, expected=1, seconds=asked)
    video = {"play_url": "https://v.example.test/1", "duration_ms": got * 1_000}
    record = msgspec.convert({"status": 50, "item_list": [{"video": video}]}, Record)
    assert judge(task, record, 1_001.0).differences == said


@pytest.mark.parametrize(("named", "space"), [("theirs", "theirs"), (None, "dreamina")])
def test_the_space_of_clips(named: str | None, space: str) -> None:
    keys = {"access_key_id": "a", "secret_access_key": "s", "session_token": "t"}
    body = {"ret": "0", "data": {**keys, "space_name": named, "service_id": "other"}}
    identity = identify(parse_token("session"))
    assert read_upload_token(answer(body), identity, CLIPS).space == space


def test_an_acceptance_keeps_the_interval_of_its_queue() -> None:
    """Waiting in the queue, the first look comes when the service asks for it."""
    queue = {"queue_idx": 7, "queue_length": 9, "polling_config": {"interval_seconds": 45}}
    record = msgspec.convert({"history_record_id": "1", "queue_info": queue}, Record)
    assert followed(TASK, record).first_poll_seconds == 45
    queue["queue_idx"] = 0
    record = msgspec.convert({"history_record_id": "1", "queue_info": queue}, Record)
    assert followed(TASK, record).first_poll_seconds == 4
