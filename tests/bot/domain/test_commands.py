"""Commands: how a message begins with one, in slashes or in Chinese."""

from __future__ import annotations

import pytest

from bot.domain.commands import COMMANDS, nearest_command, split_command


def test_no_word_means_two_commands():
    names = [name for command in COMMANDS for name in (command.name, *command.aliases)]
    triggers = [trigger for command in COMMANDS for trigger in command.triggers]
    assert len(names) == len(set(names))
    assert len(triggers) == len(set(triggers))


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("/image 猫  --ar 3:4 ", "image", "猫  --ar 3:4 "),
        ("/IMAGINE cat", "image", "cat"),
        ("/i\ncat\ndog", "image", "cat\ndog"),
        ("/image@Painter_bot cat", "image", "cat"),
        ("/image：猫", "image", "猫"),
        ("/v", "video", ""),
        ("/imge cat", "imge", "cat"),
        ("画 猫", "image", "猫"),
        ("画：猫", "image", "猫"),
        ("画\n猫", "image", "猫"),
        ("画　猫", "image", "猫"),
        ("画图 猫", "image", "猫"),
        ("视频：猫在跑", "video", "猫在跑"),
        ("动起来", "video", ""),
        ("改图 换成夜景", "edit", "换成夜景"),
        ("签到", "credit", ""),
        ("  积分 ", "credit", ""),
        ("我的数据", "mydata", ""),
        ("Stop!", "cancel", ""),
        ("cancel", "cancel", ""),
        ("算了。", "cancel", ""),
        (" Help ", "help", ""),
    ],
)
def test_a_command_is_parted_from_what_follows(text: str, command: str, rest: str):
    assert split_command(text, bot="painter_bot") == (command, rest)


@pytest.mark.parametrize(
    "text",
    [
        "画一只猫",
        "视频里的猫",
        "积分榜海报",
        "a /image b",
        "/image猫",
        "/image@other_bot cat",
        "/ image",
        "",
        "  画家 ",
        "stop motion of a cat",
        "算了吧的猫",
        "help me draw",
        f"/{'a' * 33} x",
    ],
)
def test_everything_else_is_plain_text_and_stays_whole(text: str):
    assert split_command(text, bot="painter_bot") == (None, text)


def test_without_a_bot_name_every_address_is_ours():
    assert split_command("/image@any_bot cat") == ("image", "cat")


@pytest.mark.parametrize(
    ("typed", "command"),
    [("imge", "image"), ("vedio", "video"), ("crdit", "credit"), ("xyzzy", None), ("admn", None)],
)
def test_a_mistyped_command_has_one_near_match(typed: str, command: str | None):
    """The operator's commands are never offered."""
    assert nearest_command(typed) == command
