"""Telegram in, one service call, reply out. The one table of commands is here.

It registers the handlers, fills the menus and feeds /help, so the three can't disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Bot, Message, Update
from telegram.constants import ChatType
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.domain.ids import UserId
from bot.domain.requests import MediaKind
from bot.domain.token_shapes import holds_token, is_token
from bot.i18n import Texts
from bot.telegram_app import BotApplication, FollowMenu
from handlers import (
    account,
    account_table,
    admin,
    admission,
    albums,
    announcements,
    collecting,
    credit,
    gallery,
    generation,
    groups,
    helping,
    history,
    inline,
    jobs,
    menus,
    models,
    personal,
    settings,
    showing,
    start,
    style_sharing,
    styles,
    taps,
    unknown,
)
from handlers.command_handler import (
    Callback,
    CommandHandler,
    UnknownCommandHandler,
    names_another_bot,
)
from handlers.pictures import holds_picture, not_an_input

DOOR, ROOM = -1, 0
"""Handler groups: the door stands before everything else."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command, its other names, and which menus offer it.

    `makes` is what it generates: such a command also counts in the caption of an album.
    A hidden one is named nowhere, not even where somebody mistyped it.
    """

    name: str
    callback: Callback
    aliases: tuple[str, ...] = ()
    in_groups: bool = False
    in_menu: bool = True
    is_hidden: bool = False
    makes: MediaKind | None = None


COMMANDS: tuple[Command, ...] = (
    Command(
        "image",
        generation.make_image,
        ("i", "imagine", "draw"),
        in_groups=True,
        makes=MediaKind.IMAGE,
    ),
    Command("video", generation.make_video, ("v",), in_groups=True, makes=MediaKind.VIDEO),
    Command("edit", generation.edit_picture, in_groups=True, in_menu=False, makes=MediaKind.IMAGE),
    Command("album", collecting.begin, in_groups=True, in_menu=False),
    Command("done", collecting.finish, in_groups=True, in_menu=False),
    Command("queue", jobs.show_queue, ("jobs",), in_groups=True),
    Command("cancel", jobs.cancel, ("stop",), in_groups=True, in_menu=False),
    Command("credit", credit.show_credit, ("credits",), in_groups=True),
    Command("history", history.show_history, ("h",), in_groups=True),
    Command("fav", history.show_favourites, in_groups=True, in_menu=False),
    Command("show", showing.show, in_groups=True, in_menu=False),
    Command("models", models.show_models, in_groups=True, in_menu=False),
    Command("style", styles.manage, ("preset",), in_groups=True, in_menu=False),
    Command("login", account.login),
    Command("logout", account.logout, in_menu=False),
    Command("account", account_table.account, ("accounts",), in_menu=False),
    Command("settings", settings.show_settings, ("set",), in_groups=True),
    Command("mydata", personal.show_my_data, in_groups=True, in_menu=False),
    Command("forget", personal.forget, in_groups=True, in_menu=False),
    Command("privacy", personal.show_privacy, in_groups=True, in_menu=False),
    Command("lang", settings.choose_language, in_groups=True, in_menu=False),
    Command(
        "help",
        helping.help_on(lambda: _named(in_menu=True), lambda: _named(in_menu=False)),
        in_groups=True,
    ),
    Command("gallery", gallery.show, in_groups=True, in_menu=False),
    Command("announcements", announcements.choose, in_menu=False),
    Command("start", start.start, in_menu=False),
    Command(
        "admin",
        admin.admin_or(unknown.unknown_command(lambda: _names())),
        in_menu=False,
        is_hidden=True,
    ),
)


def register(application: BotApplication) -> None:
    """Add every handler, in an order that matters where it says so."""
    application.add_handler(TypeHandler(Update, admission.admit), DOOR)
    application.add_handler(
        ChatMemberHandler(groups.on_standing, ChatMemberHandler.MY_CHAT_MEMBER), ROOM
    )
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, groups.follow_move), ROOM)
    new_message = filters.UpdateType.MESSAGE
    # Before the commands: a stray token must go, whatever it is written behind, and never be drawn.
    written = new_message | filters.UpdateType.EDITED_MESSAGE
    application.add_handler(MessageHandler(written & _StrayToken(), account.take_stray_token), ROOM)
    # A command for another bot, forwarded or mistyped, is no prompt of ours.
    private = new_message & filters.ChatType.PRIVATE & ~_ForAnotherBot()
    # Before albums and pictures: what stands in a caption is as secret, and never to be drawn.
    application.add_handler(MessageHandler(private & _IsToken(), account.login_by_text), ROOM)
    # Each part of an album is a message, and one alone says little: they wait for each other.
    application.add_handler(
        MessageHandler(new_message & _AlbumPart(), albums.part_keeper(_kinds())), ROOM
    )
    for command in COMMANDS:
        names = (command.name, *command.aliases)
        # These three say themselves what becomes of a wait.
        ends = command.callback in (collecting.begin, collecting.finish, jobs.cancel)
        callback = command.callback if ends else collecting.ending_empty(command.callback)
        application.add_handler(CommandHandler(names, callback), ROOM)
    # Behind all known commands.
    application.add_handler(UnknownCommandHandler(unknown.unknown_command(_names)), ROOM)
    card = filters.Document.FileExtension("json")
    application.add_handler(MessageHandler(private & card, style_sharing.take_card), ROOM)
    application.add_handler(MessageHandler(private & _Input(), generation.take_picture), ROOM)
    application.add_handler(
        MessageHandler(private & _NoInput(), generation.refuse_attachment), ROOM
    )
    application.add_handler(
        MessageHandler(private & filters.TEXT, generation.draw_plain_words), ROOM
    )
    in_groups = new_message & filters.ChatType.GROUPS
    application.add_handler(MessageHandler(in_groups, generation.take_group_message), ROOM)
    edited = filters.UpdateType.EDITED_MESSAGE & (filters.TEXT | filters.CAPTION)
    application.add_handler(MessageHandler(edited, generation.amend_as(_kinds())), ROOM)
    application.add_handler(CallbackQueryHandler(taps.on_tap), ROOM)
    application.add_handler(InlineQueryHandler(inline.answer_query), ROOM)


async def publish_menus(bot: Bot, texts: Texts) -> None:
    """Fill the command menus, and say what the bot is to whoever opens its empty chat."""
    await menus.publish(bot, texts, private=_named(in_menu=True), groups=_named_in_groups())


def menu_follower(bot: Bot, texts: Texts) -> FollowMenu:
    """Shows a person their own menu in the language that they chose."""

    async def follow(user_id: UserId, language: str | None) -> None:
        await menus.follow(bot, texts, user_id, language, _named(in_menu=True))

    return follow


def _named_in_groups() -> list[str]:
    return [command.name for command in COMMANDS if command.in_menu and command.in_groups]


def _named(*, in_menu: bool) -> list[str]:
    return [
        command.name for command in COMMANDS if command.in_menu is in_menu and not command.is_hidden
    ]


def _names() -> list[str]:
    shown = [command for command in COMMANDS if not command.is_hidden]
    return [name for command in shown for name in (command.name, *command.aliases)]


def _kinds() -> dict[str, MediaKind]:
    """What the commands generate, by each of their names."""
    return {
        name: command.makes
        for command in COMMANDS
        if command.makes is not None
        for name in (command.name, *command.aliases)
    }


class _StrayToken(filters.MessageFilter):
    """Something like a session id, anywhere but where it belongs: a login in the private chat."""

    def filter(self, message: Message) -> bool:
        text = message.text or message.caption or ""
        # An edited message is no login, whatever it says now.
        is_login = not message.edit_date and (is_token(text) or text.lower().startswith("/login"))
        return holds_token(text) and not (is_login and message.chat.type == ChatType.PRIVATE)


class _ForAnotherBot(filters.MessageFilter):
    """A command that names somebody else's bot."""

    def filter(self, message: Message) -> bool:
        return names_another_bot(message, message.get_bot().username)


class _IsToken(filters.MessageFilter):
    """A text or a caption that is a session id and nothing else, or a caption that is a /login."""

    def filter(self, message: Message) -> bool:
        caption = message.caption or ""
        is_login = caption.lower().startswith("/login") and holds_token(caption)
        return is_login or is_token(message.text or caption)


class _Input(filters.MessageFilter):
    """A picture, a still sticker or a clip: what may go into a picture or a video."""

    def filter(self, message: Message) -> bool:
        is_carrier = bool(message.photo or message.sticker or message.video or message.document)
        return is_carrier and not_an_input(message) is None


class _NoInput(filters.MessageFilter):
    """Something that people send in the hope that it may be one."""

    def filter(self, message: Message) -> bool:
        return not_an_input(message) is not None


class _AlbumPart(filters.MessageFilter):
    """One of several messages sent together; in groups only what may become an input."""

    def filter(self, message: Message) -> bool:
        is_private = message.chat.type == ChatType.PRIVATE
        return message.media_group_id is not None and (is_private or holds_picture(message))
