"""Numbered thumbnails before a receipt that asks: a help that costs the job nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from telegram.error import NetworkError

from bot.adapters.chat_limits import ChatLimits
from bot.adapters.contact_sheet import GAP, IN_A_ROW, TILE, draw_contact_sheet
from bot.adapters.languages import as_told
from bot.adapters.previews import NotAPictureError
from bot.adapters.result_sender import UploadLimit
from bot.adapters.sheeted_notifier import BYTES_AT_MOST, SheetedNotifier
from bot.adapters.telegram_notifier import TelegramNotifier
from bot.domain.ids import ChatId, MessageId
from bot.domain.jobs import Charged, Failure, FailureKind, Job, JobState
from bot.domain.observations import Refused, Unreachable
from bot.domain.requests import ImageRequest, InputPicture
from bot.i18n import Texts
from tests.bot.telegram_double import RecordingRequest, make_bot, refusal
from tests.builders import START, make_job, make_origin

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

TEXTS = Texts.load()
FLOOD = refusal(429, "Too Many Requests: retry after 30", retry_after=30)
COLOURS = ("red", "green", "blue", "yellow", "black", "purple")
TWO = (InputPicture(source="a"), InputPicture(source="b"))


def paint(folder: Path, number: int) -> Path:
    path = folder / f"input-{number}"
    Image.new("RGB", (90, 60), COLOURS[number - 1]).save(path, "PNG")
    return path


@dataclass
class Source:
    """Brings a picture of another colour for each input; or what is planned."""

    instead: Unreachable | Refused | None = None
    is_slow: bool = False
    asked: int = 0
    folders: list[Path] = field(default_factory=list)

    async def fetch(self, job: Job, folder: Path) -> Sequence[Path] | Unreachable | Refused:
        self.asked += 1
        self.folders.append(folder)
        if self.is_slow:
            await asyncio.Event().wait()
        if self.instead is not None:
            return self.instead
        return [paint(folder, number) for number in range(1, len(job.request.inputs) + 1)]


@dataclass
class Rig:
    telegram: RecordingRequest = field(default_factory=RecordingRequest)
    source: Source = field(default_factory=Source)
    seconds: float = 30.0
    time: float = 1000.0

    def __post_init__(self) -> None:
        limits = ChatLimits(lambda: self.time)
        bot = make_bot(self.telegram, limits)
        inner = TelegramNotifier(
            bot,
            TEXTS,
            now=lambda: START,
            place_in_queue=self._place,
            upload_limit=UploadLimit(is_cloud=True),
            limits=limits,
            monotonic=lambda: self.time,
            sleep=self._sleep,
        )
        self.notifier = SheetedNotifier(
            inner, bot, TEXTS, self.source, as_told, limits, seconds=self.seconds
        )

    async def _place(self, job: Job) -> int:
        return 0

    async def _sleep(self, seconds: float) -> None:
        self.time += seconds

    def made(self) -> list[str]:
        return [call.method for call in self.telegram.calls]


def drafted(*inputs: InputPicture, language: str = "en", thread: int | None = None) -> Job:
    request = ImageRequest(prompt="猫", model="jimeng-4.0", inputs=inputs or TWO)
    origin = replace(make_origin(3), language=language, thread_id=thread)
    return make_job(3, state=JobState.DRAFTED, request=request, origin=origin)


def private_in_a_group() -> Job:
    job = drafted()
    origin = replace(job.origin, chat_id=ChatId(-100), is_private=False)
    return replace(job, origin=origin, request=replace(job.request, send_privately=True))


async def shown(rig: Rig, job: Job) -> Job:
    """The job after its receipt was sent."""
    message_id = await rig.notifier.show_status(job)
    assert message_id is not None
    return replace(job, status_message_id=message_id)


@pytest.mark.parametrize(("language", "caption"), [("en", "numbers"), ("zh", "编号")])
async def test_the_numbered_pictures_come_right_before_the_receipt_in_reply(
    language: str, caption: str
) -> None:
    rig = Rig()
    await shown(rig, drafted(language=language, thread=8))
    assert rig.made() == ["sendPhoto", "sendMessage"]
    sheet, receipt = rig.telegram.calls
    assert caption in sheet.params["caption"]
    assert json.loads(sheet.params["reply_parameters"])["message_id"] == 3
    for call in (sheet, receipt):
        assert call.params["message_thread_id"] in {"8", 8}
    assert not rig.source.folders[0].exists()


@pytest.mark.parametrize(
    "state", [JobState.QUEUED, JobState.CANCELLED, JobState.EXPIRED], ids=lambda state: state.value
)
async def test_it_goes_when_the_receipt_is_agreed_cancelled_or_expired(state: JobState) -> None:
    rig = Rig()
    job = await shown(rig, drafted())
    await rig.notifier.show_status(replace(job, state=state))
    (gone,) = rig.telegram.of("deleteMessage")
    assert gone.params["message_id"] in {"1001", 1001}
    await rig.notifier.show_status(replace(job, state=state))
    assert len(rig.telegram.of("deleteMessage")) == 1


async def test_it_goes_with_a_receipt_that_is_taken_away() -> None:
    rig = Rig()
    await rig.notifier.take_away(await shown(rig, drafted()))
    gone = {int(call.params["message_id"]) for call in rig.telegram.of("deleteMessage")}
    assert gone == {1001, 1002}


async def test_it_goes_when_the_pictures_are_others_and_stays_when_only_words_are() -> None:
    rig = Rig()
    job = await shown(rig, drafted())
    reworded = replace(job, request=replace(job.request, prompt="狗"))
    await rig.notifier.show_status(reworded)
    assert rig.telegram.of("deleteMessage") == []
    more = replace(reworded.request, inputs=(*TWO, InputPicture(source="c")))
    await rig.notifier.show_status(replace(reworded, request=more))
    assert len(rig.telegram.of("deleteMessage")) == 1


@pytest.mark.parametrize(
    "job",
    [
        drafted(InputPicture(source="a")),
        replace(drafted(), state=JobState.QUEUED),
        replace(drafted(), status_message_id=MessageId(7)),
        drafted(
            InputPicture(source="a"), InputPicture(source="", link="https://example.com/a.png")
        ),
        drafted(InputPicture(source="a"), InputPicture(source="b", is_clip=True)),
        drafted(InputPicture(source="a", size=BYTES_AT_MOST), InputPicture(source="b", size=1)),
        private_in_a_group(),
    ],
    ids=[
        *("one picture", "starts at once", "already shown", "a link", "a clip", "too large"),
        "private in a group",
    ],
)
async def test_there_is_none_where_none_is_needed(job: Job) -> None:
    rig = Rig()
    await rig.notifier.show_status(job)
    assert rig.source.asked == 0
    assert rig.telegram.of("sendPhoto") == []


@pytest.mark.parametrize(
    "instead",
    [
        Unreachable("down"),
        Refused(Failure(kind=FailureKind.INPUT, charged=Charged.NO, detail="gone")),
    ],
)
async def test_pictures_that_do_not_come_change_nothing(instead: Unreachable | Refused) -> None:
    rig = Rig(source=Source(instead))
    await shown(rig, drafted())
    assert rig.made() == ["sendMessage"]


async def test_slow_pictures_keep_no_receipt_waiting() -> None:
    rig = Rig(source=Source(is_slow=True), seconds=0.01)
    await shown(rig, drafted())
    assert rig.made() == ["sendMessage"]
    assert not rig.source.folders[0].exists()


@pytest.mark.parametrize("trouble", [FLOOD, NetworkError("lost"), refusal(403, "Forbidden: x")])
async def test_a_sheet_that_telegram_refuses_changes_nothing(trouble: object) -> None:
    rig = Rig()
    rig.telegram.planned["sendPhoto"].append(trouble)  # type: ignore[arg-type]
    job = await shown(rig, drafted())
    await rig.notifier.show_status(replace(job, state=JobState.CANCELLED))
    assert rig.made() == ["sendPhoto", "sendMessage", "editMessageText"]


async def test_a_flood_over_the_sheet_is_waited_out_before_the_receipt() -> None:
    rig = Rig()
    rig.telegram.planned["sendPhoto"].append(FLOOD)
    at: list[float] = []
    rig.telegram.before = lambda call: at.append(rig.time)
    await shown(rig, drafted())
    assert rig.made() == ["sendPhoto", "sendMessage"]
    assert at == [1000.0, 1030.0]


async def test_a_sheet_that_can_not_be_deleted_changes_nothing() -> None:
    rig = Rig()
    job = await shown(rig, drafted())
    rig.telegram.planned["deleteMessage"].append(refusal(400, "Bad Request: can't be deleted"))
    await rig.notifier.show_status(replace(job, state=JobState.CANCELLED))
    assert "editMessageText" in rig.made()


async def test_every_picture_stands_in_its_place_with_its_number(tmp_path: Path) -> None:
    files = [(number, paint(tmp_path, number)) for number in range(1, 7)]
    with Image.open(BytesIO(await draw_contact_sheet(files))) as sheet:
        assert sheet.width == IN_A_ROW * (TILE + GAP) + GAP
        assert sheet.height == 2 * (TILE + GAP) + GAP
        red, green = (sheet.getpixel((GAP + TILE // 2 + n * (TILE + GAP), 168)) for n in (0, 1))
        badge = sheet.crop((GAP, GAP, GAP + 56, GAP + 56)).convert("L").tobytes()
    assert isinstance(red, tuple)
    assert isinstance(green, tuple)
    assert red[0] > 200 > 60 > red[1]
    assert green[1] > 100 > 60 > green[0]
    assert min(badge) < 60
    assert max(badge) > 230  # the digit


async def test_what_is_no_picture_is_an_empty_tile_and_nothing_but_such_is_no_sheet(
    tmp_path: Path,
) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"no picture")
    with Image.open(BytesIO(await draw_contact_sheet([(1, broken), (2, paint(tmp_path, 2))]))) as s:
        assert s.size == (2 * (TILE + GAP) + GAP, TILE + 2 * GAP)
    with pytest.raises(NotAPictureError):
        await draw_contact_sheet([(1, broken), (2, broken)])
