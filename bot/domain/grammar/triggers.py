"""The commands: their names, aliases and Chinese trigger words, and how a message begins with one.

Chinese is written without spaces, so a trigger word counts only when white space, a line break or
a colon follows it, or nothing at all: 视频 猫在跑 is a video, 视频里的猫 a picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.grammar.suggestions import nearest


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what the bot calls it, and what else people may type for it.

    `alone` are words that mean it only where they are the whole message: with more behind them
    they may well be drawn.
    """

    name: str
    aliases: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


NEVER_MIND = ("cancel", "stop", "never mind", "nevermind", "算了", "停", "停止")

COMMANDS: tuple[Command, ...] = (
    Command("image", ("i", "imagine", "draw"), ("画", "画图", "生图", "约稿")),
    Command("video", ("v",), ("视频", "生视频", "动起来")),
    Command("edit", (), ("改图",)),
    Command("album", (), ("收图",)),
    Command("done", (), ("好了",)),
    Command("credit", ("credits",), ("积分", "签到")),
    Command("queue", ("jobs",), ("队列",)),
    Command("cancel", ("stop",), ("取消",), alone=NEVER_MIND),
    Command("show", (), ("查看",)),
    Command("history", ("h",), ("历史",)),
    Command("fav", (), ("收藏",)),
    Command("gallery", (), ("画廊",)),
    Command("announcements", (), ("公告",)),
    Command("style", ("preset",), ("风格", "预设")),
    Command("models", (), ("模型",)),
    Command("login", (), ("登录",)),
    Command("logout", (), ("退出",)),
    Command("account", (), ("账号",)),
    Command("settings", ("set",), ("设置",)),
    Command("lang", (), ("语言",)),
    Command("mydata", (), ("我的数据",)),
    Command("forget", (), ("删除我",)),
    Command("privacy", (), ("隐私",)),
    Command("help", (), ("帮助",), alone=("help",)),
    Command("start"),
    Command("admin"),
)

HIDDEN_COMMANDS = frozenset({"admin"})
"""Never offered as what somebody may have meant."""

_BY_NAME = {name: command for command in COMMANDS for name in (command.name, *command.aliases)}
_BY_TRIGGER = {trigger: command for command in COMMANDS for trigger in command.triggers}
_BY_ALL = {word: command for command in COMMANDS for word in command.alone}

_SLASH = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:[:：]|(?=\s)|\Z)")
_TRIGGER = re.compile(
    "({})(?:[:：]|(?=\\s)|\\Z)".format("|".join(sorted(_BY_TRIGGER, key=len, reverse=True)))
)
_VIDEO_WORD = re.compile(
    "|".join((*_BY_NAME["video"].triggers, "动画", r"\bvideos?\b", r"\banimat(?:e|ed|ions?)\b")),
    re.IGNORECASE,
)
_VIDEO_WANTED = re.compile(
    r"(?:请|帮我|给我|麻烦|我想|我要)*(?:做|来|生成|制作|弄|拍)(?:一|1)?[个段条部支]?[^，。,.!！\n]{0,12}视频"
    r"|(?:please |can you |could you )*(?:make|create|generate)(?: me)?(?: an?| the)? "
    r"(?:\w+ ){0,2}(?:video|animation)\b",
    re.IGNORECASE,
)


class Split(NamedTuple):
    """A message in two. `command` is a name of `COMMANDS`, or a slash command as typed when no
    command has that name, or None for plain text; `rest` is what follows, byte for byte."""

    command: str | None
    rest: str


def split_command(text: str, *, bot: str | None = None) -> Split:
    """Part a message into its command and what follows it.

    With `bot`, this bot's user name, a command addressed to another bot is plain text.
    """
    body = text.lstrip()
    slash = _SLASH.match(body)
    if slash is not None and _is_for(slash[2], bot):
        typed = slash[1].lower()
        command = _BY_NAME.get(typed)
        return Split(command.name if command else typed, body[slash.end() :].lstrip())
    trigger = _TRIGGER.match(body)
    if trigger is not None:
        return Split(_BY_TRIGGER[trigger[1]].name, body[trigger.end() :].lstrip())
    alone = _BY_ALL.get(body.rstrip(" \n.!。！～~").casefold())
    return Split(alone.name, "") if alone is not None else Split(None, text)


def _is_for(addressee: str | None, bot: str | None) -> bool:
    return addressee is None or bot is None or addressee.lower() == bot.lower()


def nearest_command(typed: str) -> str | None:
    """The command that a mistyped one may stand for."""
    found = nearest(typed, set(_BY_NAME) - HIDDEN_COMMANDS)
    return _BY_NAME[found].name if found else None


def sounds_like_video(prompt: str) -> bool:
    """Whether a word for video stands in a picture's prompt, so that one may be offered."""
    return _VIDEO_WORD.search(prompt) is not None


def asks_for_video(words: str) -> bool:
    """Whether plain words begin by asking for a video: a picture is not what is meant."""
    return _VIDEO_WANTED.match(words.lstrip()) is not None
