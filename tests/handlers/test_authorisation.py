"""Who may do what: every command and every button, by everybody who could try.

The rows are checked against the registered table: a command or a button without a row fails here.
Nobody but its owner changes or sees a job, a login or a balance, wherever they stand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

import pytest
from telegram import Update

import handlers
from bot.domain.access import subject_of
from bot.domain.accounts import Access, Account, Round
from bot.domain.callbacks import JOBLESS, Action
from bot.domain.commands import Note
from bot.domain.erasure import write_consent
from bot.domain.ids import ChatId, JobId, MessageId, UserId, style_id_from
from bot.domain.jobs import Artifact, Job, JobState, Origin
from bot.domain.offers import Deed, Offer, Option, offer_id
from bot.domain.receipts import Asks, Receipt
from bot.domain.requests import MediaKind
from bot.domain.styles import Shelf, ShelfKind, Style
from bot.domain.wishes import Wish
from handlers.taps import TAPS
from tests.bot.telegram_double import BOT_ID, Call, group, message_update, person
from tests.builders import START, make_account, make_credential, make_job
from tests.handlers.conftest import Chat

OWNER, OTHER, MEMBER, GROUP_ADMIN, OPERATOR, STRANGER, REMOVED = 7, 9, 10, 12, 8, 666, 11
ALLOWED = frozenset({OWNER, OTHER, MEMBER, GROUP_ADMIN})
GROUP = -100

SUBMIT_ID = make_job(1).submit_id
PROMPT, HINT, SECRET = "猫的秘密计划", "5ec7", "0123456789abcdef0123456789ab5ec7"
STYLE, OFFER = style_id_from(1), style_id_from(2)
USED = Note("grammar-hint-used", {"word": "竖屏", "value": "9:16", "flag": "--ar"})
MEANT = Note(
    "grammar-did-you-mean",
    {"typed": "ratio=3:4", "suggestion": "--ar 3:4", "start": 7, "end": 16},
)
FRESH = "fedcba9876543210fedcba9876543210"


class Reach(Enum):
    """What a command or a button reaches when its owner uses it."""

    CHANGES = auto()
    SHOWS = auto()
    SAYS = auto()  # words that are the same for everybody


@dataclass(frozen=True)
class Row:
    """One command as typed (`{job}` is the owner's job), or one button.

    A button's `argument` may name `{account}`, which the owner uses, or their `{other}` one.
    """

    reach: Reach
    typed: str = ""
    state: JobState = JobState.QUEUED
    is_muted: bool = False
    only_private: bool = False
    is_shared: bool = False
    """About a result, which everybody in its group sees anyhow."""
    before: str = ""
    """What its owner says first, in message 300, so that there is something to tap on."""
    argument: str = ""
    """`{layer}` is the layer of settings that is shown where it is tapped."""


RESULT = Row(Reach.SAYS, state=JobState.SUCCEEDED, is_shared=True)
FAILED = Row(Reach.SAYS, state=JobState.FAILED, is_shared=True)
GROUP_MEANT = -555
OPERATORS = Row(Reach.SAYS, argument=f":{GROUP_MEANT}")
COMMANDS = {
    "image": Row(Reach.CHANGES, "/{name} a cat"),
    "video": Row(Reach.CHANGES, "/{name} a cat runs"),
    "edit": Row(Reach.SAYS, "/{name} brighter"),
    "album": Row(Reach.SAYS, "/{name}"),
    "done": Row(Reach.SAYS, "/{name}"),
    "queue": Row(Reach.SHOWS, "/{name}"),
    "cancel": Row(Reach.CHANGES, "/{name} {job}"),
    "credit": Row(Reach.SHOWS, "/{name}"),
    "login": Row(Reach.CHANGES, f"/{{name}} {FRESH}", only_private=True),
    "show": Row(Reach.SHOWS, "/{name} {job}", state=JobState.SUCCEEDED, is_shared=True),
    "history": Row(Reach.SHOWS, "/{name}", state=JobState.SUCCEEDED),
    "fav": Row(Reach.SAYS, "/{name}", state=JobState.SUCCEEDED),
    "logout": Row(Reach.SAYS, "/{name}"),
    "account": Row(Reach.SHOWS, "/{name}", only_private=True),
    "settings": Row(Reach.CHANGES, "/{name} ask 33"),
    "lang": Row(Reach.CHANGES, "/{name} zh"),
    "mydata": Row(Reach.SAYS, "/{name}"),
    "forget": Row(Reach.SAYS, "/{name}"),
    "privacy": Row(Reach.SAYS, "/{name}"),
    "help": Row(Reach.SAYS, "/{name}"),
    "start": Row(Reach.SAYS, "/{name}"),
    "models": Row(Reach.SAYS, "/{name}"),
    "style": Row(Reach.SAYS, "/{name}"),
    # What each of its subcommands does, and for whom, stands in test_admin.py.
    "gallery": Row(Reach.SAYS, "/{name}"),
    "announcements": Row(Reach.SAYS, "/{name} on"),
    "admin": Row(Reach.SAYS, "/{name} jobs"),
}
BUTTONS = {
    Action.AGREE: Row(Reach.CHANGES, state=JobState.DRAFTED),
    Action.AS_VIDEO: Row(Reach.CHANGES),
    Action.CLAIM_AND_AGREE: Row(Reach.SAYS, state=JobState.DRAFTED),
    Action.REOPEN: Row(Reach.CHANGES, state=JobState.EXPIRED),
    Action.CANCEL: Row(Reach.CHANGES),
    Action.STOP_WAITING: Row(Reach.CHANGES, state=JobState.RUNNING),
    Action.KEEP_WAITING: Row(Reach.CHANGES, state=JobState.RUNNING, is_muted=True),
    Action.SEND_AGAIN: Row(Reach.CHANGES, state=JobState.UNCERTAIN, argument=":{question}"),
    Action.DECLINE: Row(Reach.CHANGES, state=JobState.UNCERTAIN),
    Action.PICK: RESULT,
    Action.REPEAT: replace(RESULT, reach=Reach.CHANGES),
    Action.SIMILAR: replace(RESULT, reach=Reach.CHANGES),
    Action.REMIX: replace(RESULT, reach=Reach.SHOWS),
    Action.ANIMATE: replace(RESULT, reach=Reach.CHANGES),
    Action.UPSCALE: replace(RESULT, reach=Reach.CHANGES),
    Action.CONTINUE: Row(Reach.SAYS, state=JobState.SUCCEEDED, is_shared=True),
    Action.ORIGINALS: RESULT,
    Action.STAR: RESULT,
    Action.MORE: RESULT,
    Action.DETAILS: replace(RESULT, reach=Reach.SHOWS),
    Action.EXPORT: replace(RESULT, is_shared=False),
    Action.DELETE: RESULT,
    Action.DELETE_SURELY: replace(RESULT, reach=Reach.CHANGES),
    Action.SHOW: replace(RESULT, reach=Reach.SHOWS),
    Action.PAGE: Row(Reach.SHOWS, state=JobState.SUCCEEDED, before="/history", argument=":300.1"),
    Action.SEARCH: Row(Reach.SAYS, argument=":text"),
    Action.TOP_UP: replace(FAILED, reach=Reach.CHANGES),
    Action.RETRY: replace(FAILED, reach=Reach.CHANGES),
    Action.ALTER: FAILED,
    Action.VARY: replace(FAILED, reach=Reach.CHANGES, argument=":model.jimeng-3.0"),
    Action.EDIT: Row(Reach.SHOWS, state=JobState.DRAFTED),
    Action.DROP_HINT: Row(Reach.CHANGES, state=JobState.DRAFTED),
    Action.MEANT: Row(Reach.CHANGES, state=JobState.DRAFTED, argument=":1"),
    Action.AS_REFERENCES: Row(Reach.CHANGES, state=JobState.DRAFTED),
    Action.AS_FRAMES: Row(Reach.CHANGES, state=JobState.DRAFTED),
    Action.SWAP_FRAMES: Row(Reach.CHANGES, state=JobState.DRAFTED),
    Action.CHOOSE: Row(Reach.CHANGES, argument=":{chat}.77.0.0"),
    Action.STOP_COLLECTING: Row(Reach.SAYS),
    Action.RUN: Row(Reach.SAYS, argument=":queue"),
    Action.MODEL: Row(Reach.SAYS, argument=":jimeng-4.0"),
    Action.MODEL_USE: Row(Reach.SAYS, argument=":jimeng-4.0"),
    Action.MODEL_PAGE: Row(Reach.SAYS, argument=":1"),
    Action.STYLE: Row(Reach.SHOWS, argument=f":{STYLE}"),
    Action.STYLE_USE: Row(Reach.SAYS, argument=f":{STYLE}"),
    Action.STYLE_SHARE: Row(Reach.CHANGES, argument=f":{STYLE}"),
    Action.STYLE_DELETE: Row(Reach.SAYS, argument=f":{STYLE}"),
    Action.STYLE_DELETE_SURELY: Row(Reach.CHANGES, argument=f":{STYLE}"),
    Action.STYLE_KEEP: Row(Reach.CHANGES, argument=f":{OFFER}"),
    Action.REFRESH_CREDIT: Row(Reach.SHOWS, argument=":{account}"),
    Action.AUTO_CLAIM: Row(Reach.CHANGES, argument=":{account}.on"),
    Action.LOGIN: Row(Reach.SAYS, argument=":{account}"),
    Action.LOGIN_SITE: Row(Reach.SAYS, argument=":us"),
    Action.ACCOUNT_USE: Row(Reach.CHANGES, argument=":{other}", only_private=True),
    Action.ACCOUNT_RENAME: Row(Reach.SAYS, argument=":{account}", only_private=True),
    Action.ACCOUNT_REMOVE: Row(Reach.SHOWS, argument=":{account}", only_private=True),
    Action.ACCOUNT_REMOVE_SURELY: Row(Reach.CHANGES, argument=":{account}", only_private=True),
    Action.ACCOUNT_TABLE: Row(Reach.SHOWS, argument=":{account}", only_private=True),
    Action.SETTINGS: Row(Reach.SAYS, argument=":{layer}...7"),
    Action.SETTING: Row(Reach.SAYS, argument=":{layer}.as..7"),
    Action.SETTING_VALUE: Row(Reach.CHANGES, argument=":{layer}.as.50.7"),
    Action.ALLOW: OPERATORS,
    Action.LEAVE: OPERATORS,
    Action.FORGET_ME: Row(Reach.CHANGES, argument=":{consent}"),
    Action.KEEP_ME: Row(Reach.SAYS, argument=":{consent}"),
    Action.ANNOUNCE: replace(OPERATORS, argument=":1"),
    Action.UNANNOUNCE: replace(OPERATORS, argument=":1"),
    Action.HEAR: Row(Reach.SAYS),
    Action.UNHEAR: Row(Reach.SAYS),
    Action.EXHIBIT: RESULT,
    Action.EXHIBIT_SHOWN: RESULT,
    Action.EXHIBIT_HIDDEN: RESULT,
    Action.TAKE_DOWN: RESULT,
    Action.BROWSE: Row(Reach.SAYS, argument=":0"),
}
WORDS = {
    "a session id alone": Row(Reach.CHANGES, FRESH, only_private=True),
    "a style to keep": Row(Reach.CHANGES, "/style save film grain"),
    "a style to delete": Row(Reach.CHANGES, "/style delete 心愿"),
    "a style to share": Row(Reach.CHANGES, "/style share 心愿"),
    "a style to look at": Row(Reach.SHOWS, "/style show 心愿"),
    "plain words": Row(Reach.CHANGES, "a cat", only_private=True),
    "another account is used": Row(Reach.CHANGES, "/account use other", only_private=True),
    "an account is renamed": Row(Reach.CHANGES, "/account rename main x", only_private=True),
    "an account is to be removed": Row(Reach.SHOWS, "/account remove main", only_private=True),
    "an account is added": Row(Reach.SAYS, "/account add x", only_private=True),
    "a named account's balance": Row(Reach.SHOWS, "/credit main"),
    "a job with a named account": Row(Reach.CHANGES, "/image a cat --as other"),
    "a named account is to be erased": Row(Reach.SAYS, "/logout other"),
}


@dataclass(frozen=True)
class Somebody:
    """Who does it, where, and in whose name as Telegram tells it."""

    user: int
    chat: int
    sender_chat: dict[str, Any] | None = None

    @property
    def is_let_in(self) -> bool:
        return self.sender_chat is None and (self.user in ALLOWED or self.user == OPERATOR)


OWNERS = {"in private": Somebody(OWNER, OWNER), "in the group": Somebody(OWNER, GROUP)}
OTHERS = {
    "another person": Somebody(OTHER, OTHER),
    "a member of the owner's group": Somebody(MEMBER, GROUP),
    "an administrator of that group": Somebody(GROUP_ADMIN, GROUP),
    "an anonymous administrator": Somebody(1087968824, GROUP, group(GROUP)),
    "the owner's channel": Somebody(136817688, GROUP, {"id": -200, "type": "channel"}),
    "the operator": Somebody(OPERATOR, OPERATOR),
    "the operator in that group": Somebody(OPERATOR, GROUP),
    "a stranger": Somebody(STRANGER, STRANGER),
    "a stranger in that group": Somebody(STRANGER, GROUP),
    "somebody no longer allowed": Somebody(REMOVED, REMOVED),
    "somebody no longer allowed, in that group": Somebody(REMOVED, GROUP),
}


@dataclass
class World:
    """The owner's job, login and balance; `everything` is what must not change."""

    chat: Chat
    job: Job
    accounts: list[Account]

    async def everything(self, user: int) -> tuple[list[Job], list[Account], list[object]]:
        stores, user_id = self.chat.stores, UserId(user)
        accounts = list(await stores.accounts.all_of(user_id))
        kept: list[object] = [await stores.accounts.credential(each.id) for each in accounts]
        kept += [await stores.rounds.planned(each.id, Round.CLAIM) for each in accounts]
        kept += await stores.styles.on_shelves(shelves(user))
        kept += [await stores.preferences.chosen(user_id, ChatId(at)) for at in (user, GROUP)]
        language = await stores.languages.of(user_id)
        kept.append(language.chosen if language is not None else None)
        return list(await stores.jobs.of_user(user_id, frozenset(JobState))), accounts, kept

    async def act(self, who: Somebody, row: Row, *, name: str = "", action: str = "") -> None:
        if action:
            job = "" if action in JOBLESS else self.job.id
            used, other = (each.id for each in self.accounts)
            layer = "m" if who.chat > 0 else "h"
            chat = self.job.origin.chat_id
            consent = write_consent(UserId(OWNER), self.chat.clock.now())
            argument = row.argument.format(
                account=used,
                other=other,
                chat=chat,
                layer=layer,
                consent=consent,
                question=self.job.question,
            )
            await self.chat.handle(tap_by(self.chat, who, f"v1:{action}:{job}{argument}"))
            return
        text = row.typed.format(name=name, job=self.job.id)
        await self.chat.handle(message_by(self.chat, who, text))

    def showed(self) -> list[Call]:
        """The calls that carried something of the owner's."""
        return [c for c in self.chat.telegram.calls if PROMPT in str(c) or HINT in str(c)]


async def make_world(chat: Chat, row: Row, *, place: int) -> World:
    services = chat.application.services
    access = Access(ALLOWED, frozenset({OPERATOR}))
    chat.application.services = replace(services, door=replace(services.door, access=access))
    for user in (OWNER, REMOVED):
        await chat.stores.accounts.link(make_account(user, hint=HINT), make_credential(SECRET))
    for style in (make_style(OWNER, ShelfKind.MINE), make_style(OWNER, ShelfKind.OFFERED)):
        await chat.stores.styles.save(style, 1.0, most=9)
    other = make_account(OWNER, hint=HINT, name="other")
    await chat.stores.accounts.link(other, make_credential(SECRET))
    job = make_job(1, user=OWNER, state=row.state)
    origin = replace(job.origin, chat_id=ChatId(place), is_private=place > 0)
    request = replace(job.request, prompt=PROMPT)
    wish = Wish(kind=MediaKind.IMAGE, words=f"{PROMPT} ratio=3:4")
    receipt = Receipt(wish=wish, notes=(USED, MEANT), asks=Asks.UNCLEAR)
    job, _ = await chat.stores.jobs.add(
        replace(job, origin=origin, request=request, receipt=receipt)
    )
    await chat.stores.offers.put(make_offer(replace(origin, message_id=MessageId(77)), wish))
    if row.state is JobState.SUCCEEDED:
        result = Artifact(index=1, path="1.webp", size=1, sha256="0", format="webp")
        job = await chat.stores.jobs.apply(job, replace(job, artifacts=(result,)), release=False)
    if row.is_muted:
        await chat.stores.jobs.mute(job.id, True)
    await chat.stores.jobs.add(make_job(2, user=REMOVED))
    chat.clock.time += 60
    if row.before:
        owner = Somebody(OWNER, place)
        await chat.handle(message_by(chat, owner, row.before))
        chat.telegram.calls.clear()
    return World(chat, job, list(await chat.stores.accounts.all_of(UserId(OWNER))))


def shelves(user: int) -> list[Shelf]:
    return [Shelf(ShelfKind.MINE, user), Shelf(ShelfKind.OFFERED, user)]


def make_style(user: int, kind: ShelfKind) -> Style:
    is_own = kind is ShelfKind.MINE
    return Style(
        id=STYLE if is_own else OFFER,
        shelf=Shelf(kind, user),
        name="心愿" if is_own else "offered",
        text=f"{PROMPT} --ar 3:4",
        author=UserId(user),
    )


def make_offer(origin: Origin, wish: Wish) -> Offer:
    option = Option(deed=Deed.PLACE, label=Note("offer-use"), wish=replace(wish, words=PROMPT))
    return Offer(id=offer_id(origin), origin=origin, made_at=START, options=(option,))


def place_of(chat_id: int) -> dict[str, Any]:
    if chat_id < 0:
        return group(chat_id)
    return {"id": chat_id, "type": "private", "first_name": "N"}


def message_by(chat: Chat, who: Somebody, text: str) -> Update:
    more: dict[str, Any] = {} if who.sender_chat is None else {"sender_chat": who.sender_chat}
    return message_update(
        chat.bot, text, message_id=300, user=who.user, chat=place_of(who.chat), **more
    )


def tap_by(chat: Chat, who: Somebody, data: str) -> Update:
    """A tap on the owner's button; whoever is no member of that chat sends what they made up."""
    message = {
        "message_id": 1001,
        "date": 1_763_800_000,
        "from": {"id": BOT_ID, "is_bot": True, "first_name": "P"},
        "chat": place_of(who.chat),
        "text": "x",
    }
    query = {
        "id": "77",
        "from": person(who.user),
        "chat_instance": "1",
        "data": data,
        "message": message,
    }
    update = Update.de_json({"update_id": 2, "callback_query": query}, chat.bot)
    assert update is not None
    return update


def test_every_command_and_every_button_has_a_row() -> None:
    assert set(COMMANDS) == {command.name for command in handlers.COMMANDS}
    assert set(BUTTONS) == set(Action) == set(TAPS)


def every_way() -> list[Any]:
    """(row, name of the command, action of the button) of all that can be tried."""
    ways = [
        pytest.param(COMMANDS[command.name], name, "", id=f"/{name}")
        for command in handlers.COMMANDS
        for name in (command.name, *command.aliases)
        if command.name in COMMANDS
    ]
    ways += [
        pytest.param(row, "", str(action), id=f"[{action}]") for action, row in BUTTONS.items()
    ]
    return ways + [pytest.param(row, "", "", id=what) for what, row in WORDS.items()]


@pytest.mark.parametrize("owner", OWNERS.values(), ids=OWNERS)
@pytest.mark.parametrize(("row", "name", "action"), every_way())
async def test_the_owner_reaches_what_is_theirs(
    chat: Chat, owner: Somebody, row: Row, name: str, action: str
) -> None:
    """Otherwise the next test would show nothing."""
    world = await make_world(chat, row, place=owner.chat)
    before = await world.everything(OWNER)
    await world.act(owner, row, name=name, action=action)
    after = await world.everything(OWNER)
    is_reached = not row.only_private or owner.chat > 0
    assert (before != after) is (row.reach is Reach.CHANGES and is_reached)
    if row.reach is Reach.SHOWS and is_reached:
        assert world.showed()
        balances = [c for c in world.showed() if HINT in str(c) and c.method == "sendMessage"]
        assert all(int(c.params["chat_id"]) == OWNER for c in balances)
    assert chat.failures == []


@pytest.mark.parametrize("who", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize(("row", "name", "action"), every_way())
async def test_nobody_else_does(
    chat: Chat, who: Somebody, row: Row, name: str, action: str
) -> None:
    world = await make_world(chat, row, place=GROUP)
    before = await world.everything(OWNER)
    claims = chat.backend.claims
    await world.act(who, row, name=name, action=action)
    assert await world.everything(OWNER) == before
    # What stands in a group is there for all of it, to look at and to begin something of one's own.
    if not (row.is_shared and who.is_let_in and who.chat == GROUP):
        assert world.showed() == []
    assert SUBMIT_ID not in str(chat.telegram.calls)
    if who.user != OPERATOR:
        assert chat.telegram.of("leaveChat") == []
        assert await chat.stores.access.decision(subject_of(GROUP_MEANT)) is None
    assert chat.failures == []
    if who.is_let_in:
        sent = [c for c in chat.telegram.calls if c.method != "leaveChat"]
        assert {int(c.params["chat_id"]) for c in sent if "chat_id" in c.params} <= {
            who.chat,
            who.user,
        }
        return
    assert chat.backend.claims == claims
    assert_turned_away(chat, who, is_tap=bool(action))
    removed_jobs, removed_accounts, _ = await world.everything(REMOVED)
    assert [job.state for job in removed_jobs] == [JobState.QUEUED]
    assert len(removed_accounts) == 1
    assert await chat.stores.jobs.of_user(UserId(who.user), frozenset(JobState)) == (
        removed_jobs if who.user == REMOVED else []
    )


def assert_turned_away(chat: Chat, who: Somebody, *, is_tap: bool) -> None:
    """One line in private, a word at a tap, silence in groups; never more."""
    methods = [call.method for call in chat.telegram.calls]
    if is_tap:
        assert methods == ["answerCallbackQuery"]
    elif who.chat > 0:
        assert methods == ["sendMessage"]
        assert str(who.user) in chat.telegram.calls[0].params["text"]
    else:
        assert methods == []


async def test_a_job_of_somebody_else_looks_like_none_at_all(chat: Chat) -> None:
    """Whether an id exists can't be found out either."""
    world = await make_world(chat, COMMANDS["cancel"], place=OWNER)
    other = OTHERS["another person"]
    answers = []
    for job_id in (world.job.id, JobId("ZZZZZ")):
        await chat.handle(message_by(chat, other, f"/cancel {job_id}"))
        answers.append(chat.telegram.texts()[-1].replace(job_id, "…"))
    assert answers[0] == answers[1]
    words = []
    for job_id in (world.job.id, JobId("ZZZZZ")):
        for action in Action:
            if action not in JOBLESS:
                await chat.handle(tap_by(chat, other, f"v1:{action}:{job_id}"))
        taps = chat.telegram.of("answerCallbackQuery")
        words.append([call.params.get("text", "").replace(job_id, "…") for call in taps])
        chat.telegram.calls.clear()
    assert words[0] == words[1]
