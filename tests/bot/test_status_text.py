"""What a job's message says, by values, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.commands import Note
from bot.domain.ids import JobId, MessageId
from bot.domain.jobs import (
    TOLD_STATES,
    Artifact,
    Charged,
    Failure,
    FailureKind,
    Job,
    JobState,
    Progress,
    RemoteResult,
    Reviewed,
)
from bot.domain.moments import spell_time
from bot.domain.receipts import Asks, Receipt
from bot.domain.requests import ImageRequest, InputPicture, VideoRequest
from bot.i18n import Texts
from bot.status_text import (
    PROMPT_LENGTH,
    render_price,
    render_state,
    render_status,
    shorten,
    spell_duration,
)
from tests.builders import START, JobFields, make_job, make_origin

TEXTS = Texts.load()
NOW = START + 1
PICTURE = InputPicture(source="file")


def job_in(language: str, state: JobState, **fields: Any) -> Job:
    origin = replace(make_origin(), language=language)
    return replace(make_job(state=state), id=JobId("A7K2M"), origin=origin, **fields)


def state_of(
    language: str, state: JobState, *, now: float = NOW, place: int = 0, **f: object
) -> str:
    return render_state(TEXTS, job_in(language, state, **f), now=now, place=place)


def test_a_whole_message_reads_as_designed() -> None:
    request = ImageRequest(
        prompt="雨夜的霓虹街道，\n倒影 <b>",
        model="jimeng-4.0",
        ratio="16:9",
        negative="模糊",
        seed=1234567,
        strength=0.25,
        send_files=True,
    )
    job = job_in("zh", JobState.QUEUED, request=request, adjusted=("resolution <4k>",), results=())
    assert render_status(TEXTS, job, now=NOW, place=2).split("\n") == [
        "<b>#A7K2M</b>  即梦 4.0 · 16:9 · 2k · 强度 0.25 · 种子 1234567 · 含原图",
        "“雨夜的霓虹街道， 倒影 &lt;b&gt;”",
        "不要：模糊",
        "已调整：resolution &lt;4k&gt;",
        "价格未知",
        "排队中：你前面还有 2 个任务",
    ]


def test_defaults_that_nobody_typed_are_left_out() -> None:
    text = render_status(TEXTS, job_in("en", JobState.SUBMITTING), now=NOW)
    assert text.split("\n") == [
        "<b>#A7K2M</b>  Jimeng 4.0 · 1:1 · 2k",
        "“一只可爱的猫咪”",
        "Price not known",
        "Submitting",
    ]


def test_a_video_tells_its_length_and_a_foreign_model_keeps_its_name() -> None:
    request = VideoRequest(prompt="x", model="seedance-2.0", seconds=10, ratio="16:9")
    text = render_status(TEXTS, job_in("zh", JobState.RUNNING, request=request), now=NOW)
    assert text.split("\n")[0] == "<b>#A7K2M</b>  seedance-2.0 · 16:9 · 720p · 10 秒"


def video_receipt(language: str, **fields: Any) -> list[str]:
    request = VideoRequest(prompt="猫", model="jimeng-video-3.0", ratio="16:9", **fields)
    job = job_in(language, JobState.DELIVERING, request=request, results=(RemoteResult(url="u"),))
    return render_status(TEXTS, job, now=NOW).split("\n")


@pytest.mark.parametrize(
    ("language", "fields", "receipt"),
    [
        ("zh", {}, "即梦视频 3.0 · 16:9 · 720p · 5 秒"),
        ("en", {"resolution": "", "seconds": 10}, "Jimeng Video 3.0 · 16:9 · 10 s"),
        ("zh", {"inputs": (PICTURE,)}, "即梦视频 3.0 · 16:9 · 720p · 5 秒 · 图1 首帧"),
        (
            "en",
            {"inputs": (PICTURE, PICTURE)},
            "Jimeng Video 3.0 · 16:9 · 720p · 5 s · picture 1: first frame · picture 2: last frame",
        ),
    ],
)
def test_the_receipt_of_a_video(language: str, fields: dict[str, Any], receipt: str) -> None:
    assert video_receipt(language, **fields)[0] == f"<b>#A7K2M</b>  {receipt}"


def test_a_picture_that_speaks_for_itself_has_no_empty_quotation() -> None:
    request = VideoRequest(prompt="", model="jimeng-video-3.0", inputs=(PICTURE,))
    text = render_status(TEXTS, job_in("en", JobState.SUBMITTING, request=request), now=NOW)
    assert text.split("\n")[1:] == ["Price not known", "Submitting"]


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [("zh", 3, "参考图 3 张"), ("en", 1, "1 picture in"), ("en", 3, "3 pictures in")],
)
def test_references_are_counted(language: str, count: int, words: str) -> None:
    request = ImageRequest(prompt="x", model="jimeng-4.0", inputs=(PICTURE,) * count)
    text = render_status(TEXTS, job_in(language, JobState.QUEUED, request=request), now=NOW)
    assert text.split("\n")[0].endswith(words)


def test_what_had_to_be_changed_is_told_in_the_persons_language() -> None:
    note = Note("adjusted-ratio", {"asked": "16:9", "model": "nanobanana", "used": "1:1"})
    job = job_in("zh", JobState.RUNNING, adjusted=(note, "something <new>"))
    lines = render_status(TEXTS, job, now=NOW).split("\n")
    assert "已调整：nanobanana 这里没有 16:9 比例，用的是 1:1" in lines
    assert "已调整：something &lt;new&gt;" in lines


@pytest.mark.parametrize(
    ("failure", "zh"),
    [
        (Failure(kind=FailureKind.CONTENT, charged=Charged.NO, picture=2), "图2 内容审核没通过。"),
        (Failure(kind=FailureKind.CONTENT, charged=Charged.NO), "内容审核没通过。"),
        (
            Failure(
                kind=FailureKind.TOO_LARGE, charged=Charged.YES, size=66_000_001, limit=50 << 20
            ),
            "文件有 63 MB，机器人发不了（上限 50 MB）。",
        ),
        (
            Failure(kind=FailureKind.RATE, charged=Charged.NO, picture=1),
            "即梦暂时不再接收这个账号的请求。",
        ),
    ],
)
def test_a_failure_names_the_picture_or_the_size_it_was_about(failure: Failure, zh: str) -> None:
    assert state_of("zh", JobState.FAILED, failure=failure).split("\n")[0] == zh


def test_the_count_appears_once_the_service_has_told_it() -> None:
    told = job_in("en", JobState.RUNNING, progress=Progress(total=4))
    known = job_in("en", JobState.DELIVERING, results=(RemoteResult(url="u"),) * 3)
    assert " · 2k ×4" in render_status(TEXTS, told, now=NOW)
    assert " · 2k ×3" in render_status(TEXTS, known, now=NOW)


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (0, "排队中：下一个就是你", "Waiting: yours is next"),
        (1, "排队中：你前面还有 1 个任务", "Waiting: 1 job before yours"),
        (2, "排队中：你前面还有 2 个任务", "Waiting: 2 jobs before yours"),
    ],
)
def test_our_own_queue_counts_the_persons_jobs(place: int, zh: str, en: str) -> None:
    assert state_of("zh", JobState.QUEUED, place=place) == zh
    assert state_of("en", JobState.QUEUED, place=place) == en


def test_a_job_that_came_back_to_the_queue_says_that_nothing_was_spent() -> None:
    assert "nothing spent" in state_of("en", JobState.QUEUED, attempt=1)
    assert "未花积分" in state_of("zh", JobState.QUEUED, attempt=1)


def test_a_submission_without_an_answer_asks_not_to_resend() -> None:
    """It is due for a lookup later than it was begun; a fresh one is due at once."""
    assert state_of("zh", JobState.SUBMITTING) == "正在提交"
    checking = state_of("zh", JobState.SUBMITTING, state_since=START, due_at=START + 3)
    assert checking == "已提交但没收到回执，正在核对，请勿重发"


@pytest.mark.parametrize(
    ("progress", "zh", "en"),
    [
        (
            Progress(queue_position=12, queue_length=40, forecast_seconds=350),
            "即梦排队：第 12/40 位，约 6 分钟",
            "Jimeng queue: 12 of 40, about 6 min",
        ),
        (
            Progress(queue_position=12, queue_length=40),
            "即梦排队：第 12/40 位",
            "Jimeng queue: 12 of 40",
        ),
        (
            Progress(queue_position=3, forecast_seconds=40),
            "即梦排队：第 3 位，约 40 秒",
            "Jimeng queue: number 3, about 40 s",
        ),
        (Progress(queue_position=3), "即梦排队：第 3 位", "Jimeng queue: number 3"),
    ],
)
def test_the_services_queue_is_told_as_far_as_it_is_known(
    progress: Progress, zh: str, en: str
) -> None:
    assert state_of("zh", JobState.RUNNING, progress=progress) == zh
    assert state_of("en", JobState.RUNNING, progress=progress) == en


@pytest.mark.parametrize(
    ("seconds", "zh"),
    [
        (3, "生成中"),
        (29, "生成中，已 20 秒"),
        (61, "生成中，已 1 分钟"),
        (239, "生成中，已 3 分钟"),
        (47 * 60 + 5, "仍在进行（47 分钟），完成后发到这里，可以关掉"),
        (3 * 3600 + 59, "仍在进行（3 小时 0 分），完成后发到这里，可以关掉"),
    ],
)
def test_running_tells_the_time_in_steps_that_spare_edits(seconds: float, zh: str) -> None:
    assert state_of("zh", JobState.RUNNING, submitted_at=NOW - seconds) == zh


def test_delivery_tells_downloading_from_sending() -> None:
    artifact = Artifact(index=1, path="x", size=1, sha256="0", format="webp")
    assert state_of("zh", JobState.DELIVERING) == "下载中"
    assert state_of("zh", JobState.DELIVERING, artifacts=(artifact,)) == "发送中"


def test_done_tells_what_really_came_and_how_long_it_took() -> None:
    artifact = Artifact(
        index=1, path="x", size=1, sha256="0", format="webp", width=1536, height=1536
    )
    fields: dict[str, Any] = {"created_at": START, "finished_at": START + 134}
    done = state_of("zh", JobState.SUCCEEDED, artifacts=(artifact, artifact), **fields)
    assert done == "完成 · 1536×1536 · 用时 2 分 14 秒 · 花费还不知道"
    assert state_of("en", JobState.SUCCEEDED, **fields) == "Done · 2 m 14 s · cost not known yet"
    muted = state_of("en", JobState.SUCCEEDED, is_muted=True, cost=4, **fields)
    assert muted == "Done · 2 m 14 s · kept, not posted, as you wished · cost 4"


def test_cancelled_says_what_is_known_of_the_cost() -> None:
    assert state_of("zh", JobState.CANCELLED) == "已取消，未花积分"
    uncertain = state_of("zh", JobState.CANCELLED, submitted_at=START)
    assert "应该没扣费" in uncertain


def test_a_failure_has_its_parts_in_order_and_a_small_reference() -> None:
    failure = Failure(kind=FailureKind.RISK, charged=Charged.UNKNOWN, code="1019", log_id="L")
    assert state_of("en", JobState.FAILED, failure=failure).split("\n") == [
        "Jimeng's risk control refused this.",
        "It is not known whether credits were spent; /credit shows the balance.",
        "I won't retry by myself. You can finish it on the site, or take another model.",
        "(#A7K2M · 1019)",
    ]
    without_code = replace(failure, code=None, charged=Charged.NO)
    lines = state_of("zh", JobState.FAILED, failure=without_code).split("\n")
    assert (lines[1], lines[-1]) == ("未花积分。", "（#A7K2M）")


def test_a_failure_never_repeats_the_services_own_words() -> None:
    """They are for the log: localized, changing, sometimes misleading."""
    failure = Failure(kind=FailureKind.CONTENT, charged=Charged.NO, detail="raw <json>")
    assert "raw" not in state_of("en", JobState.FAILED, failure=failure)


def test_giving_up_the_wait_tells_the_cost() -> None:
    failure = Failure(kind=FailureKind.UPSTREAM, charged=Charged.NO)
    text = state_of("zh", JobState.EXPIRED, failure=failure)
    assert text == "等得太久，已放弃。 未花积分。"


@pytest.mark.parametrize("state", [state for state in JobState if state not in TOLD_STATES])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_somebody_who_stopped_waiting_is_told_so_while_it_runs(
    state: JobState, language: str
) -> None:
    text = state_of(language, state, is_muted=True)
    assert text == TEXTS.text(language, "state-muted")


@pytest.mark.parametrize("state", [JobState.UNCERTAIN, JobState.NEEDS_LOGIN])
def test_somebody_who_stopped_waiting_is_asked_all_the_same(state: JobState) -> None:
    """That a result will be kept would be untrue: without an answer there is none."""
    assert state_of("en", state, is_muted=True) == state_of("en", state)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("state", JobState)
def test_every_state_has_words_within_telegrams_limit(language: str, state: JobState) -> None:
    fields: JobFields = {}
    if state in {JobState.FAILED, JobState.EXPIRED}:
        fields["failure"] = Failure(kind=FailureKind.RISK, charged=Charged.UNKNOWN)
    request = ImageRequest(prompt="<" * 4096, model="jimeng-4.0", negative="&" * 4096)
    job = job_in(language, state, request=request, **fields)
    assert len(render_status(TEXTS, job, now=NOW)) < 4096


def test_long_prompts_are_cut_with_an_ellipsis() -> None:
    assert shorten("a b", 3) == "a b"
    assert shorten("a\n b  c", 9) == "a b c"
    assert shorten("x" * (PROMPT_LENGTH + 1), PROMPT_LENGTH) == "x" * (PROMPT_LENGTH - 1) + "…"


@pytest.mark.parametrize(
    ("seconds", "en"),
    [(-1, "0 s"), (59.4, "59 s"), (60, "1 min"), (134, "2 m 14 s"), (3600, "1 h 0 min")],
)
def test_times_are_spelled_as_people_say_them(seconds: float, en: str) -> None:
    assert spell_duration(TEXTS, "en", seconds) == en


def test_the_id_of_a_status_message_never_shows() -> None:
    job = job_in("en", JobState.QUEUED, status_message_id=MessageId(987654))
    assert "987654" not in render_status(TEXTS, job, now=NOW)


@pytest.mark.parametrize(
    ("receipt", "zh", "en"),
    [
        (Receipt(), "价格未知", "Price not known"),
        (Receipt(price=1), "约 1 积分", "About 1 credit"),
        (Receipt(price=4, balance=86), "约 4 积分（余额 86）", "About 4 credits (balance 86)"),
        (
            Receipt(price=4, balance=86, ends_today=60),
            "约 4 积分（余额 86，其中 60 今天到期）",
            "About 4 credits (balance 86, of which 60 expire today)",
        ),
        (
            Receipt(price=12, balance=5, asks=Asks.BALANCE),
            "约 12 积分（余额 5） · 超过余额",
            "About 12 credits (balance 5) · more than the balance",
        ),
        (
            Receipt(price=35, asks=Asks.ABOVE_CEILING),
            "约 35 积分 · 超过你的上限",
            "About 35 credits · above your limit",
        ),
        (Receipt(asks=Asks.PRICE_UNKNOWN), "价格未知", "Price not known"),
    ],
)
def test_the_price_is_told_with_the_balance_and_why_it_asks(
    receipt: Receipt, zh: str, en: str
) -> None:
    assert render_price(TEXTS, "zh", receipt) == zh
    assert render_price(TEXTS, "en", receipt) == en


@pytest.mark.parametrize(
    ("cost", "ends"), [(None, " · cost not known yet"), (0, " · cost 0"), (12, " · cost 12")]
)
def test_what_it_took_is_told_once_the_service_tells(cost: int | None, ends: str) -> None:
    told = state_of("en", JobState.SUCCEEDED, cost=cost, finished_at=NOW)
    assert told.endswith(ends)


@pytest.mark.parametrize(
    ("language", "unknown", "known"),
    [("en", "cost not known yet", "cost 4"), ("zh", "花费还不知道", "花费 4")],
)
def test_the_cost_is_said_once_it_is_known_and_its_absence_before(
    language: str, unknown: str, known: str
) -> None:
    done = state_of(language, JobState.SUCCEEDED, finished_at=NOW)
    assert done.endswith(unknown)
    assert state_of(language, JobState.SUCCEEDED, finished_at=NOW, cost=4).endswith(known)
    failure = Failure(kind=FailureKind.RISK, charged=Charged.UNKNOWN)
    assert "4" in state_of(language, JobState.FAILED, failure=failure, cost=4).split("\n")[1]


def test_what_telegram_did_not_take_is_kept_and_sent_again_at_a_stated_time() -> None:
    artifact = Artifact(index=1, path="x", size=1, sha256="0", format="webp")
    fields: dict[str, Any] = {"artifacts": (artifact,), "trouble_since": NOW}
    late = state_of("zh", JobState.DELIVERING, due_at=NOW + 200, **fields)
    assert late == f"已生成，但 Telegram 没收下。文件我留着，{spell_time(NOW + 200)} 再发"
    assert state_of("zh", JobState.DELIVERING, due_at=NOW + 2, **fields) == "发送中"


def test_a_film_that_not_every_player_shows_says_so_when_it_is_done() -> None:
    film = Artifact(index=1, path="x", size=1, sha256="0", format="mp4", codec="hvc1")
    for codec, is_said in (("hvc1", True), ("hev1", True), ("avc1", False), (None, False)):
        job = job_in("en", JobState.SUCCEEDED, artifacts=(replace(film, codec=codec),))
        assert ("H.265" in render_status(TEXTS, job, now=NOW)) is is_said


def test_a_receipt_says_how_many_pictures_before_the_service_does() -> None:
    job = job_in("en", JobState.DRAFTED, receipt=Receipt(makes=4))
    assert "×4" in render_status(TEXTS, job, now=NOW)


def test_a_forecast_of_nothing_is_not_told() -> None:
    progress = Progress(queue_position=3, queue_length=9, forecast_seconds=0.2)
    assert state_of("en", JobState.RUNNING, progress=progress) == "Jimeng queue: 3 of 9"


@pytest.mark.parametrize(
    ("price", "balance", "zh", "en"),
    [
        (12, 5, "积分不够：需要约 12，现有 5。", "Not enough credits: about 12 needed, 5 there."),
        (None, 5, "积分不够：现有 5。", "Not enough credits: 5 there."),
        (12, 12, "积分不够：现有 12。", "Not enough credits: 12 there."),
        (12, None, "积分不够：需要约 12。", "Not enough credits: about 12 needed."),
        (None, None, "积分不够。", "There are not enough credits"),
    ],
)
def test_what_is_short_is_said_as_far_as_it_is_known(
    price: int | None, balance: int | None, zh: str, en: str
) -> None:
    """The balance is what was read at the refusal, whatever the receipt says."""
    failure = Failure(kind=FailureKind.CREDIT, charged=Charged.NO, balance=balance)
    receipt = Receipt(price=price, balance=86)
    for language, words in (("zh", zh), ("en", en)):
        assert words in state_of(language, JobState.FAILED, failure=failure, receipt=receipt)


CLIP = replace(PICTURE, is_clip=True)
PLAIN = ("Refused by content review.", "内容审核没通过。")


@pytest.mark.parametrize(
    ("prompt", "inputs", "code", "about", "remote", "said"),
    [
        ("猫", (), "2038", Reviewed.TEXT, "r", ("The text was refused", "文字")),
        ("", (PICTURE,), "2038", Reviewed.TEXT, "r", PLAIN),
        ("猫", (PICTURE,), "2003", Reviewed.PICTURE, "r", ("A picture of yours", "你发的图")),
        ("猫", (), "2003", Reviewed.PICTURE, "r", PLAIN),
        ("猫", (PICTURE,), "2041", Reviewed.PICTURE, None, ("A picture of yours", "你发的图")),
        ("猫", (PICTURE,), "2041", Reviewed.PICTURE, "r", PLAIN),
        ("猫", (), "2041", Reviewed.PICTURE, "r", ("The result was refused", "结果")),
        ("猫", (), "2042", Reviewed.RESULT, "r", ("The result was refused", "结果")),
        ("猫", (CLIP,), "2042", Reviewed.RESULT, "r", PLAIN),
        ("猫", (), "2043", None, "r", PLAIN),
    ],
)
def test_content_review_claims_nothing_that_the_job_does_not_hold(
    prompt: str,
    inputs: tuple[InputPicture, ...],
    code: str,
    about: Reviewed | None,
    remote: str | None,
    said: tuple[str, str],
) -> None:
    failure = Failure(kind=FailureKind.CONTENT, charged=Charged.UNKNOWN, code=code, reviewed=about)
    request = VideoRequest(prompt=prompt, model="jimeng-video-3.0", inputs=inputs)
    for language, words in zip(("en", "zh"), said, strict=True):
        job = make_job(state=JobState.FAILED, failure=failure, request=request, remote=remote)
        job = replace(job, origin=replace(make_origin(), language=language))
        assert words in render_status(TEXTS, job, now=NOW)
