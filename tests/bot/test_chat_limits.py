"""Silences that Telegram asks for are heeded by everything that sends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from telegram.error import ChatMigrated, RetryAfter

from bot.adapters.chat_limits import ChatLimits, ChatSilentError
from bot.adapters.result_sender import UploadLimit
from bot.adapters.telegram_errors import flood_wait
from bot.adapters.telegram_herald import TelegramHerald
from bot.adapters.telegram_notifier import TelegramNotifier
from bot.adapters.telegram_speaker import TelegramSpeaker
from bot.domain.announcements import Announcement, AnnouncementState, Copy, CopyState
from bot.domain.commands import Note
from bot.domain.ids import ChatId, UserId
from bot.domain.jobs import Job, JobState, Part, PartKind
from bot.domain.observations import SendDelayed
from bot.i18n import Texts
from tests.bot.telegram_double import RecordingRequest, make_bot, refusal
from tests.builders import START, make_job, make_origin

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

TEXTS = Texts.load()
FLOOD = refusal(429, "Too Many Requests: retry after 30", retry_after=30)
LATE = [Note("album-late")]
HELLO = Announcement(id=1, author=UserId(1), text="hello", state=AnnouncementState.SENDING)


async def english(user_id: UserId) -> str:
    return "en"


@dataclass
class Rig:
    """All that sends of itself, over one double and with one clock."""

    telegram: RecordingRequest = field(default_factory=RecordingRequest)
    time: float = 1000.0

    def __post_init__(self) -> None:
        self.limits = ChatLimits(lambda: self.time)
        self.bot = bot = make_bot(self.telegram, self.limits)
        self.speaker = TelegramSpeaker(bot, TEXTS, self.limits)
        self.herald = TelegramHerald(bot, TEXTS, english, self.limits)
        self.notifier = TelegramNotifier(
            bot,
            TEXTS,
            now=lambda: START,
            place_in_queue=self._place,
            upload_limit=UploadLimit(is_cloud=True),
            limits=self.limits,
            monotonic=lambda: self.time,
            sleep=self._sleep,
        )

    async def _place(self, job: Job) -> int:
        return 0

    async def _sleep(self, seconds: float) -> None:
        self.time += seconds

    async def carry(self, user: int) -> CopyState | float:
        return await self.herald.carry(Copy(announcement=HELLO, user_id=UserId(user)))


@pytest.fixture
def rig() -> Rig:
    return Rig()


async def test_a_flood_is_heeded_by_whoever_else_would_speak_in_that_chat(rig: Rig) -> None:
    rig.telegram.planned["sendMessage"].append(FLOOD)
    assert await rig.carry(7) == 30.0
    rig.time += 10
    assert await rig.speaker.tell(UserId(7), "en", LATE) == 20.0
    assert await rig.speaker.say(make_origin(user=7, chat=7), LATE) == 20.0
    assert await rig.carry(7) == 20.0
    assert len(rig.telegram.calls) == 1
    assert await rig.carry(8) is CopyState.SENT
    rig.time += 20
    assert await rig.carry(7) is CopyState.SENT


async def test_what_must_be_shown_waits_for_a_silence_that_another_learned(rig: Rig) -> None:
    rig.telegram.planned["sendMessage"].append(FLOOD)
    await rig.speaker.tell(UserId(7), "en", LATE)
    at: list[float] = []
    rig.telegram.before = lambda call: at.append(rig.time)
    job = make_job(3, state=JobState.UNCERTAIN, origin=make_origin(3, user=7, chat=7))
    assert await rig.notifier.show_status(job) is not None
    assert at == [1030.0]


async def test_no_reaction_is_tried_while_a_group_wants_silence(rig: Rig) -> None:
    group = replace(make_origin(3, chat=-5), is_private=False)
    rig.telegram.planned["sendMessage"].append(FLOOD)
    await rig.speaker.say(group, LATE)
    await rig.notifier.greet(make_job(3, state=JobState.QUEUED, origin=group))
    assert rig.telegram.of("setMessageReaction") == []


async def test_no_call_speaks_into_a_silent_chat_and_none_makes_its_silence_longer(
    rig: Rig,
) -> None:
    bot = rig.bot
    rig.telegram.planned["editMessageText"].append(FLOOD)
    with pytest.raises(RetryAfter):
        await bot.edit_message_text("x", 7, 3)
    rig.time += 29.5
    speaking: list[Callable[[int | str], Awaitable[object]]] = [
        lambda chat: bot.send_message(chat, "x"),
        lambda chat: bot.send_photo(chat, b"x"),
        lambda chat: bot.edit_message_text("x", chat, 3),
        lambda chat: bot.edit_message_reply_markup(chat, 3),
        lambda chat: bot.send_chat_action(chat, "typing"),
        lambda chat: bot.set_message_reaction(chat, 3, "👀"),
        lambda chat: bot.send_message(str(chat), "x"),
    ]
    for speak in speaking:
        with pytest.raises(ChatSilentError) as silent:
            await speak(7)
        assert flood_wait(silent.value) == 0.5
    assert len(rig.telegram.calls) == 1
    for speak in speaking:
        await speak(8)
    rig.time += 0.5
    for speak in speaking:
        await speak(7)
    assert len(rig.telegram.calls) == 1 + 2 * len(speaking)


async def test_what_puts_nothing_into_a_silent_chat_is_not_held_back(rig: Rig) -> None:
    rig.limits.learn(7, RetryAfter(30))
    await rig.bot.delete_message(7, 3)
    await rig.bot.leave_chat(7)
    await rig.bot.get_chat_member_count(7)
    await rig.bot.answer_callback_query("77")
    assert len(rig.telegram.calls) == 4


async def test_a_call_without_a_chat_teaches_nothing(rig: Rig) -> None:
    rig.telegram.planned["answerCallbackQuery"].append(FLOOD)
    with pytest.raises(RetryAfter):
        await rig.bot.answer_callback_query("77")
    await rig.bot.send_chat_action("@channel", "typing")
    assert rig.limits.silence(7) == 0.0


async def test_the_silence_of_a_moved_group_is_that_of_its_new_id(rig: Rig) -> None:
    moved = "Bad Request: group chat was upgraded to a supergroup chat"
    rig.telegram.planned["sendMessage"] += [refusal(400, moved, migrate_to_chat_id=-1005), FLOOD]
    with pytest.raises(ChatMigrated):
        await rig.bot.send_message(-5, "x")
    assert rig.limits.present_id(ChatId(-5)) == -1005
    with pytest.raises(RetryAfter):
        await rig.bot.send_message(-1005, "x")
    with pytest.raises(ChatSilentError):
        await rig.bot.send_message(-5, "x")
    assert len(rig.telegram.calls) == 2


async def test_a_silence_of_the_whole_bot_holds_back_the_answers_of_all_chats(rig: Rig) -> None:
    for chat in (1, 2, 3):
        rig.limits.learn(chat, RetryAfter(30))
    with pytest.raises(ChatSilentError):
        await rig.bot.send_message(4, "x")
    assert rig.telegram.calls == []


async def test_a_silence_that_a_result_meets_on_its_way_delays_it_and_casts_no_doubt(
    rig: Rig, tmp_path: Path
) -> None:
    """A topic that is gone leads to the person's private chat, which is silent."""
    rig.limits.learn(7, RetryAfter(30))
    gone = refusal(400, "Bad Request: message thread not found")
    rig.telegram.planned["sendMessage"].append(gone)
    part = Part(kind=PartKind.CONTROL, indexes=())
    topic = replace(make_origin(3, user=7, chat=-5), is_private=False, thread_id=77)
    job = replace(make_job(3, state=JobState.DELIVERING, origin=topic), parts=(part,))
    delayed = await rig.notifier.send_part(job, 0, folder=tmp_path)
    assert isinstance(delayed, SendDelayed)
    assert delayed.retry_after == 30.0
    assert rig.limits.silence(-5) == 0.0
    assert len(rig.telegram.calls) == 1


def test_silence_is_kept_per_chat_and_the_longer_one_wins(rig: Rig) -> None:
    rig.limits.learn(1, RetryAfter(40))
    rig.limits.learn(1, RetryAfter(20))
    assert (rig.limits.silence(1), rig.limits.silence(2)) == (40.0, 0.0)
    rig.time += 40
    assert rig.limits.silence(1) == 0.0


def test_chats_that_are_free_at_the_same_moment_are_the_bots_own_limit(rig: Rig) -> None:
    for chat in (1, 2, 3):
        assert rig.limits.silence(4) == 0.0
        rig.limits.learn(chat, RetryAfter(31 - chat))
        rig.time += 1
    assert rig.limits.silence(4) == 28.0 - 1
    rig.time += 27
    assert rig.limits.silence(4) == 0.0


def test_chats_with_silences_of_their_own_keep_no_other_silent(rig: Rig) -> None:
    for chat in range(10):
        rig.limits.learn(chat, RetryAfter(10 + 3 * chat))
    assert rig.limits.silence(99) == 0.0


def test_a_moved_group_is_reached_under_its_new_id(rig: Rig) -> None:
    rig.limits.move(-5, -1005)
    assert rig.limits.present_id(ChatId(-5)) == -1005
    assert rig.limits.present_id(ChatId(-6)) == -6
