"""One status message per job, results that arrive once, and Telegram's moods survived."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.adapters.chat_limits import ChatLimits
from bot.adapters.languages import LanguageOf, as_told
from bot.adapters.result_sender import UploadLimit
from bot.adapters.status_pacing import AFTER_SILENCE
from bot.adapters.telegram_notifier import TelegramNotifier
from bot.domain.ids import ChatId, JobId, MessageId
from bot.domain.jobs import Artifact, Charged, Failure, FailureKind, Job, JobState, Part, PartKind
from bot.domain.observations import SendDelayed, SendDoubtful, SendRefused, Sent
from bot.i18n import Texts
from tests.bot.telegram_double import RecordingRequest, make_bot, refusal
from tests.builders import START, make_job, make_origin

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

TEXTS = Texts.load()
FLOOD = refusal(429, "Too Many Requests: retry after 30", retry_after=30)
GONE = refusal(400, "Bad Request: message to edit not found")
SAME = refusal(400, "Bad Request: message is not modified: specified new message content")
BLOCKED = refusal(403, "Forbidden: bot was blocked by the user")
NO_THREAD = refusal(400, "Bad Request: message thread not found")
MOVED = refusal(
    400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1005
)


@dataclass
class Rig:
    """A notifier whose real time stands still until something sleeps."""

    telegram: RecordingRequest = field(default_factory=RecordingRequest)
    time: float = 1000.0
    slept: list[float] = field(default_factory=list)
    place: int = 0
    language_of: LanguageOf = as_told
    is_cloud: bool = True

    def __post_init__(self) -> None:
        limits = ChatLimits(lambda: self.time)
        self.notifier = TelegramNotifier(
            make_bot(self.telegram, limits),
            TEXTS,
            now=lambda: START,
            place_in_queue=self._place,
            language_of=self.language_of,
            upload_limit=UploadLimit(is_cloud=self.is_cloud),
            limits=limits,
            monotonic=lambda: self.time,
            sleep=self._sleep,
        )

    async def _place(self, job: Job) -> int:
        return self.place

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def plan(self, method: str, *answers: Any) -> None:
        self.telegram.planned[method].extend(answers)

    def made(self) -> list[str]:
        """The methods called, in order."""
        return [call.method for call in self.telegram.calls]


def job_in(state: JobState, **fields: Any) -> Job:
    return replace(make_job(3, state=state), id=JobId("A7K2M"), **fields)


def in_group(**fields: Any) -> Any:
    return replace(make_origin(3, chat=-5), **fields)


async def test_the_first_status_is_a_reply_to_the_request() -> None:
    rig = Rig(place=2)
    assert await rig.notifier.show_status(job_in(JobState.QUEUED)) == 1001
    (call,) = rig.telegram.calls
    assert call.method == "sendMessage"
    assert json.loads(call.params["reply_parameters"]) == {
        "message_id": 3,
        "allow_sending_without_reply": True,
    }
    assert "2 jobs before yours" in call.params["text"]
    assert "v1:cancel:A7K2M" in call.params["reply_markup"]


async def test_later_states_edit_the_same_message() -> None:
    rig = Rig()
    await rig.notifier.show_status(job_in(JobState.QUEUED))
    rig.time += 5
    running = job_in(JobState.RUNNING, status_message_id=MessageId(1001))
    assert await rig.notifier.show_status(running) is None
    call = rig.telegram.calls[-1]
    assert (call.method, int(call.params["message_id"])) == ("editMessageText", 1001)


async def test_the_same_words_are_not_sent_twice() -> None:
    rig = Rig()
    for _ in range(3):
        await rig.notifier.show_status(job_in(JobState.QUEUED))
        rig.time += 60
    assert rig.made() == ["sendMessage"]


async def test_a_copy_that_is_older_than_the_first_message_still_edits_it() -> None:
    rig = Rig()
    await rig.notifier.show_status(job_in(JobState.QUEUED))
    rig.time += 60
    assert await rig.notifier.show_status(job_in(JobState.RUNNING)) is None
    assert rig.made() == ["sendMessage", "editMessageText"]


@pytest.mark.parametrize(("chat", "distance"), [(None, 5.0), (-5, 15.0)])
async def test_progress_keeps_its_distance_and_the_end_does_not(
    chat: int | None, distance: float
) -> None:
    rig = Rig()
    origin = make_origin(3, chat=chat)
    for state in (JobState.QUEUED, JobState.SUBMITTING):
        await rig.notifier.show_status(job_in(state, origin=origin))
        rig.time += 15
    rig.time += distance - 1 - 15
    running = job_in(JobState.RUNNING, origin=origin)
    assert rig.notifier.wait_before_showing(running) == pytest.approx(1.0)
    await rig.notifier.show_status(running)
    assert rig.made() == ["sendMessage", "editMessageText"]
    await rig.notifier.show_status(job_in(JobState.SUCCEEDED, origin=origin))
    assert rig.made() == ["sendMessage", "editMessageText", "editMessageText"]


async def test_progress_is_dropped_while_a_flood_wait_runs_and_never_queued() -> None:
    rig = Rig()
    await rig.notifier.show_status(job_in(JobState.QUEUED))
    rig.time += 60
    rig.plan("editMessageText", FLOOD)
    await rig.notifier.show_status(job_in(JobState.RUNNING))
    rig.time += 29
    await rig.notifier.show_status(job_in(JobState.DELIVERING))
    assert rig.made().count("editMessageText") == 1
    assert rig.slept == []
    rig.time += 1 + AFTER_SILENCE
    await rig.notifier.show_status(job_in(JobState.DELIVERING))
    assert rig.made().count("editMessageText") == 2


async def test_the_end_of_a_job_waits_for_the_flood_to_pass() -> None:
    rig = Rig()
    rig.plan("editMessageText", FLOOD)
    job = job_in(JobState.SUCCEEDED, status_message_id=MessageId(1001))
    await rig.notifier.show_status(job)
    assert rig.slept == [30.0]
    assert rig.made() == ["editMessageText", "editMessageText"]


async def test_the_end_of_a_job_survives_lost_answers() -> None:
    rig = Rig()
    rig.plan("editMessageText", TimedOut(), NetworkError("Bad Gateway"), SAME)
    job = job_in(
        JobState.FAILED,
        status_message_id=MessageId(1001),
        failure=Failure(kind=FailureKind.RISK, charged=Charged.UNKNOWN),
    )
    await rig.notifier.show_status(job)
    assert rig.made() == ["editMessageText"] * 3
    assert rig.slept == [2.0, 4.0]


@pytest.mark.parametrize(("answer", "waits"), [(FLOOD, [30.0]), ("no connection", [2.0])])
async def test_the_first_message_waits_for_its_turn_and_is_never_dropped(
    answer: Any, waits: list[float]
) -> None:
    rig = Rig()
    rig.plan("sendMessage", connect_error() if answer == "no connection" else answer)
    assert await rig.notifier.show_status(job_in(JobState.QUEUED)) == 1001
    assert rig.slept == waits


async def test_a_first_message_that_may_have_arrived_is_not_sent_again_at_once() -> None:
    rig = Rig()
    rig.plan("sendMessage", TimedOut())
    assert await rig.notifier.show_status(job_in(JobState.QUEUED)) is None
    assert rig.made() == ["sendMessage"]


@pytest.mark.parametrize("state", [JobState.CANCELLED, JobState.NEEDS_LOGIN, JobState.UNCERTAIN])
async def test_what_a_person_must_hear_rather_comes_twice_than_never(state: JobState) -> None:
    rig = Rig()
    rig.plan("sendMessage", TimedOut(), NetworkError("Bad Gateway"))
    assert await rig.notifier.show_status(job_in(state)) == 1001
    assert rig.made() == ["sendMessage"] * 3
    assert rig.slept == [2.0, 4.0]


async def test_a_status_message_that_was_deleted_gets_a_successor() -> None:
    rig = Rig()
    rig.plan("editMessageText", GONE)
    job = job_in(JobState.RUNNING, status_message_id=MessageId(900))
    assert await rig.notifier.show_status(job) == 1001


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.SUCCEEDED])
async def test_a_person_who_blocked_us_is_left_alone(state: JobState) -> None:
    rig = Rig()
    rig.plan("editMessageText", BLOCKED)
    rig.plan("sendMessage", BLOCKED)
    assert await rig.notifier.show_status(job_in(state, status_message_id=MessageId(9))) is None
    assert rig.slept == []


async def test_a_group_that_moved_is_found_again() -> None:
    rig = Rig()
    rig.plan("editMessageText", MOVED)
    job = job_in(JobState.SUCCEEDED, origin=in_group(), status_message_id=MessageId(9))
    await rig.notifier.show_status(job)
    chats = [int(call.params["chat_id"]) for call in rig.telegram.calls]
    assert chats == [-5, -1005]


async def test_the_end_of_a_job_in_a_lost_group_reaches_the_person_alone() -> None:
    rig = Rig()
    kicked = refusal(403, "Forbidden: bot was kicked from the group chat")
    rig.plan("editMessageText", kicked)
    rig.plan("sendMessage", kicked)
    job = job_in(JobState.SUCCEEDED, origin=in_group(), status_message_id=MessageId(9))
    assert await rig.notifier.show_status(job) == 1001
    assert int(rig.telegram.calls[-1].params["chat_id"]) == 7


async def test_an_uncertain_submission_offers_to_send_again_or_not() -> None:
    rig = Rig()
    job = job_in(JobState.UNCERTAIN)
    await rig.notifier.show_status(job)
    markup = rig.telegram.calls[0].params["reply_markup"]
    assert f"v1:again:A7K2M:{job.question}" in markup
    assert "v1:no:A7K2M" in markup


async def test_who_stopped_waiting_is_offered_to_wait_again_until_the_end() -> None:
    rig = Rig()
    await rig.notifier.show_status(job_in(JobState.RUNNING, is_muted=True))
    assert "v1:keep:A7K2M" in rig.telegram.calls[0].params["reply_markup"]
    await rig.notifier.show_status(job_in(JobState.SUCCEEDED, is_muted=True))
    assert "reply_markup" not in rig.telegram.calls[1].params


# Results.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "results").mkdir()
    for index in range(1, 5):
        Image.new("RGB", (64, 48), (index, 0, 0)).save(tmp_path / f"results/{index}.webp")
    (tmp_path / "results/5.mp4").write_bytes(b"video" * 1000)
    Image.new("RGB", (640, 480)).save(tmp_path / "results/cover.webp")
    return tmp_path


def finished(kind: PartKind, *indexes: int, attempts: int = 1, thread: int | None = None) -> Job:
    pictures = [
        Artifact(index=i, path=f"results/{i}.webp", size=100, sha256="0", format="webp")
        for i in range(1, 5)
    ]
    video = Artifact(
        index=5,
        path="results/5.mp4",
        size=5000,
        sha256="0",
        format="mp4",
        width=640,
        height=480,
        seconds=4.9,
        cover_path="results/cover.webp",
    )
    origin = in_group(thread_id=thread) if thread is not None else make_origin(3)
    return job_in(
        JobState.DELIVERING,
        origin=origin,
        artifacts=(*pictures, video),
        parts=(Part(kind=kind, indexes=indexes, attempts=attempts),),
    )


async def test_previews_go_as_one_album_of_jpegs_in_reply_to_the_request(folder: Path) -> None:
    rig = Rig()
    job = finished(PartKind.PREVIEWS, 1, 2, 3, 4, thread=77)
    sent = await rig.notifier.send_part(job, 0, folder=folder)
    assert isinstance(sent, Sent)
    assert sent.message_ids == (1001, 1002, 1003, 1004)
    assert [(file.message_id, file.picture) for file in sent.files] == [
        (1000 + number, number) for number in (1, 2, 3, 4)
    ]
    (call,) = rig.telegram.calls
    assert call.method == "sendMediaGroup"
    assert (int(call.params["chat_id"]), int(call.params["message_thread_id"])) == (-5, 77)
    assert json.loads(call.params["reply_parameters"])["message_id"] == 3
    media = json.loads(call.params["media"])
    assert [item["type"] for item in media] == ["photo"] * 4
    assert [item.get("caption") for item in media] == ["#A7K2M", None, None, None]
    assert all(body.startswith(b"\xff\xd8") for _, body in call.files.values())


async def test_a_single_preview_goes_as_a_photo(folder: Path) -> None:
    rig = Rig()
    sent = await rig.notifier.send_part(finished(PartKind.PREVIEWS, 2), 0, folder=folder)
    assert isinstance(sent, Sent)
    assert [(file.message_id, file.picture) for file in sent.files] == [(1001, 2)]
    assert rig.made() == ["sendPhoto"]


async def test_originals_go_byte_by_byte_under_telling_names(folder: Path) -> None:
    rig = Rig()
    sent = await rig.notifier.send_part(finished(PartKind.FILES, 1, 2), 0, folder=folder)
    assert isinstance(sent, Sent)
    assert [file.kind for file in sent.files] == [PartKind.FILES] * 2
    (call,) = rig.telegram.calls
    media = json.loads(call.params["media"])
    assert [item["disable_content_type_detection"] for item in media] == [True, True]
    assert sorted(call.files.values()) == [
        (f"A7K2M-{i}.webp", (folder / f"results/{i}.webp").read_bytes()) for i in (1, 2)
    ]


async def test_a_single_original_is_a_document_and_no_sticker(folder: Path) -> None:
    rig = Rig()
    await rig.notifier.send_part(finished(PartKind.FILES, 1), 0, folder=folder)
    (call,) = rig.telegram.calls
    assert call.method == "sendDocument"
    assert call.params["disable_content_type_detection"] == "true"
    assert [name for name, _ in call.files.values()] == ["A7K2M-1.webp"]


async def test_a_video_tells_its_geometry_and_has_a_thumbnail(folder: Path) -> None:
    rig = Rig()
    await rig.notifier.send_part(finished(PartKind.VIDEO, 5), 0, folder=folder)
    (call,) = rig.telegram.calls
    told = {name: call.params[name] for name in ("width", "height", "duration")}
    assert told == {"width": "640", "height": "480", "duration": "5"}
    assert call.params["supports_streaming"] == "true"
    assert sorted(body[:2] for _, body in call.files.values()) == [b"vi", b"\xff\xd8"]


async def test_a_video_without_a_cover_goes_all_the_same(folder: Path) -> None:
    rig = Rig()
    (folder / "results/cover.webp").write_bytes(b"no picture")
    sent = await rig.notifier.send_part(finished(PartKind.VIDEO, 5), 0, folder=folder)
    assert isinstance(sent, Sent)
    (call,) = rig.telegram.calls
    assert len(call.files) == 1


@pytest.mark.parametrize("kind", [PartKind.VIDEO, PartKind.FILES])
async def test_what_no_bot_may_send_is_not_even_tried(folder: Path, kind: PartKind) -> None:
    rig = Rig()
    job = finished(kind, 5)
    huge = [replace(artifact, size=63 * 1024 * 1024) for artifact in job.artifacts]
    sent = await rig.notifier.send_part(replace(job, artifacts=tuple(huge)), 0, folder=folder)
    assert isinstance(sent, SendRefused)
    assert sent.oversize == 63 * 1024 * 1024
    assert rig.telegram.calls == []


async def test_a_server_with_a_lower_limit_is_believed(folder: Path) -> None:
    rig = Rig()
    rig.plan("sendVideo", refusal(413, "Request Entity Too Large"))
    sent = await rig.notifier.send_part(finished(PartKind.VIDEO, 5), 0, folder=folder)
    assert isinstance(sent, SendRefused)
    assert sent.oversize == 5000


@pytest.mark.parametrize(("attempts", "caption"), [(1, "#A7K2M"), (2, "#A7K2M (maybe twice)")])
async def test_a_repeat_after_doubt_says_that_it_may_be_one(
    folder: Path, attempts: int, caption: str
) -> None:
    rig = Rig()
    job = finished(PartKind.PREVIEWS, 1, attempts=attempts)
    await rig.notifier.send_part(job, 0, folder=folder)
    assert rig.telegram.calls[0].params["caption"] == caption


async def test_a_flooded_chat_gets_its_results_later_and_nothing_before(folder: Path) -> None:
    rig = Rig()
    rig.plan("sendPhoto", FLOOD)
    job = finished(PartKind.PREVIEWS, 1)
    first = await rig.notifier.send_part(job, 0, folder=folder)
    rig.time += 10
    second = await rig.notifier.send_part(job, 0, folder=folder)
    assert [type(first), type(second)] == [SendDelayed, SendDelayed]
    assert isinstance(second, SendDelayed)
    assert second.retry_after == pytest.approx(20.0)
    assert rig.made() == ["sendPhoto"]
    rig.time += 20
    assert isinstance(await rig.notifier.send_part(job, 0, folder=folder), Sent)


async def test_two_hundred_seconds_of_silence_are_kept_and_the_results_come_first(
    folder: Path,
) -> None:
    """The whole of it at its real length: the clock here is the test's own."""
    rig = Rig()
    silence = refusal(429, "Too Many Requests: retry after 200", retry_after=200)
    sending = finished(PartKind.PREVIEWS, 1)
    await rig.notifier.show_status(sending)
    rig.plan("sendPhoto", silence)
    assert isinstance(await rig.notifier.send_part(sending, 0, folder=folder), SendDelayed)
    before, began = len(rig.telegram.calls), rig.time
    for rig.time in (began + 1, began + 100, began + 199.9):
        await rig.notifier.show_status(replace(sending, status_message_id=MessageId(1001)))
        waits = await rig.notifier.send_part(sending, 0, folder=folder)
        assert isinstance(waits, SendDelayed)
        assert waits.retry_after == pytest.approx(began + 200 - rig.time)
    assert len(rig.telegram.calls) == before
    rig.time = began + 200
    assert rig.notifier.wait_before_showing(sending) == pytest.approx(AFTER_SILENCE)
    assert isinstance(await rig.notifier.send_part(sending, 0, folder=folder), Sent)
    assert rig.made()[before:] == ["sendPhoto"]


def connect_error() -> TelegramError:
    error = NetworkError("httpx.ConnectError")
    error.__cause__ = httpx.ConnectError("refused")
    return error


@pytest.mark.parametrize(
    ("answer", "observed"),
    [
        (TimedOut(), SendDoubtful),
        (refusal(500, "Internal Server Error"), SendDoubtful),
        (connect_error(), SendDelayed),
        (BLOCKED, SendRefused),
        (refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"), SendRefused),
        (refusal(413, "Request Entity Too Large"), SendRefused),
    ],
)
async def test_errors_are_told_by_what_they_prove(
    folder: Path, answer: Any, observed: type[object]
) -> None:
    rig = Rig()
    rig.plan("sendPhoto", answer)
    sent = await rig.notifier.send_part(finished(PartKind.PREVIEWS, 1), 0, folder=folder)
    assert isinstance(sent, observed)
    assert len(rig.telegram.calls) == 1


async def test_results_of_a_moved_group_arrive_at_its_new_id(folder: Path) -> None:
    rig = Rig()
    rig.plan("sendPhoto", MOVED)
    job = finished(PartKind.PREVIEWS, 1)
    job = replace(job, origin=replace(in_group(), chat_id=ChatId(-5)))
    assert isinstance(await rig.notifier.send_part(job, 0, folder=folder), SendDelayed)
    assert isinstance(await rig.notifier.send_part(job, 0, folder=folder), Sent)
    assert [int(call.params["chat_id"]) for call in rig.telegram.calls] == [-5, -1005]


async def test_results_of_a_vanished_topic_reach_the_person_alone(folder: Path) -> None:
    rig = Rig()
    rig.plan("sendPhoto", NO_THREAD)
    job = finished(PartKind.PREVIEWS, 1, thread=77)
    assert isinstance(await rig.notifier.send_part(job, 0, folder=folder), Sent)
    last = rig.telegram.calls[-1].params
    assert (int(last["chat_id"]), last.get("message_thread_id")) == (7, None)


async def test_whose_private_chat_is_closed_gets_it_in_the_group_itself(folder: Path) -> None:
    rig = Rig()
    closed = refusal(403, "Forbidden: bot can't initiate conversation with a user")
    rig.plan("sendPhoto", NO_THREAD, closed)
    job = finished(PartKind.PREVIEWS, 1, thread=77)
    assert isinstance(await rig.notifier.send_part(job, 0, folder=folder), Sent)
    last = rig.telegram.calls[-1].params
    assert (int(last["chat_id"]), last.get("message_thread_id")) == (-5, None)


async def test_results_of_a_lost_group_reach_the_person_alone(folder: Path) -> None:
    rig = Rig()
    rig.plan("sendPhoto", refusal(403, "Forbidden: bot was kicked from the supergroup chat"))
    job = finished(PartKind.PREVIEWS, 1, thread=77)
    assert isinstance(await rig.notifier.send_part(job, 0, folder=folder), Sent)
    assert int(rig.telegram.calls[-1].params["chat_id"]) == 7


async def test_a_status_that_had_to_go_elsewhere_says_so_and_is_edited_there() -> None:
    rig = Rig()
    rig.plan("sendMessage", NO_THREAD)
    job = job_in(JobState.NEEDS_LOGIN, origin=in_group())
    message_id = await rig.notifier.show_status(job)
    sent = rig.telegram.calls[-1].params
    assert int(sent["chat_id"]) == 7
    assert "gone" in sent["text"]
    ended = replace(job, state=JobState.SUCCEEDED, status_message_id=message_id)
    assert await rig.notifier.show_status(ended) is None
    edited = rig.telegram.calls[-1]
    assert (edited.method, int(edited.params["chat_id"])) == ("editMessageText", 7)


async def test_a_receipt_taken_back_in_a_group_does_not_stay_there() -> None:
    rig = Rig()
    job = job_in(JobState.CANCELLED, origin=in_group(), status_message_id=MessageId(9))
    assert await rig.notifier.show_status(job) is None
    assert [call.method for call in rig.telegram.calls] == ["deleteMessage"]
    private = job_in(JobState.CANCELLED, status_message_id=MessageId(9))
    await rig.notifier.show_status(private)
    assert rig.telegram.calls[-1].method == "editMessageText"


async def test_a_receipt_that_may_not_be_deleted_says_that_it_is_cancelled() -> None:
    rig = Rig()
    rig.plan("deleteMessage", refusal(400, "Bad Request: message can't be deleted for everyone"))
    job = job_in(JobState.CANCELLED, origin=in_group(), status_message_id=MessageId(9))
    await rig.notifier.show_status(job)
    assert rig.telegram.calls[-1].method == "editMessageText"


async def test_a_result_that_is_no_picture_is_refused_by_number(folder: Path) -> None:
    (folder / "results/3.webp").write_bytes(b"not a picture")
    rig = Rig()
    sent = await rig.notifier.send_part(finished(PartKind.PREVIEWS, 2, 3), 0, folder=folder)
    assert isinstance(sent, SendRefused)
    assert "picture 3" in sent.detail
    assert rig.telegram.calls == []


async def test_a_result_whose_file_is_gone_is_refused(folder: Path) -> None:
    (folder / "results/1.webp").unlink()
    rig = Rig()
    sent = await rig.notifier.send_part(finished(PartKind.FILES, 1), 0, folder=folder)
    assert isinstance(sent, SendRefused)
