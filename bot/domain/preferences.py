"""What people like: values that stand in where a message names none, layer over layer.

A message's own flags go before all of it. Then, the highest first: what a person chose for this
chat, what the chat's administrators chose for everybody in it, what the person chose everywhere,
and what the operator set. Each setting is settled by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeVar

from bot.domain.ids import ChatId, UserId
from bot.domain.receipts import USUAL_CEILING, Output

T = TypeVar("T")

Value = str | int | bool
"""What a setting may hold; which of them, `Chosen` says."""


class Setting(StrEnum):
    """What can be set; the fields of `Chosen` bear the same names."""

    IMAGE_MODEL = "image_model"
    VIDEO_MODEL = "video_model"
    RATIO = "ratio"
    IMAGE_RESOLUTION = "image_resolution"
    VIDEO_RESOLUTION = "video_resolution"
    COUNT = "count"
    ASK_ABOVE = "ask_above"
    OUTPUT = "output"
    ORIGINALS = "originals"
    HINTS = "hints"
    PLAIN = "plain"


class Layer(StrEnum):
    """Who chose a value."""

    ME_HERE = "me_here"
    CHAT = "chat"
    ME = "me"
    OPERATOR = "operator"


PRECEDENCE: Final = (Layer.ME_HERE, Layer.CHAT, Layer.ME, Layer.OPERATOR)
"""The highest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What one layer holds; None is "nothing chosen here".

    `ask_above` is in credits. `originals` sends the files along with the previews; with `hints`
    off, words of the prompt are words of the prompt only; `plain`: words alone in a private chat
    are a picture's prompt.
    """

    image_model: str | None = None
    video_model: str | None = None
    ratio: str | None = None
    image_resolution: str | None = None
    video_resolution: str | None = None
    count: int | None = None
    ask_above: int | None = None
    output: Output | None = None
    originals: bool | None = None
    hints: bool | None = None
    plain: bool | None = None

    def get(self, setting: Setting) -> Value | None:
        """The value of a setting."""
        value: Value | None = getattr(self, setting)
        return value

    def having(self, setting: Setting, value: Value | None) -> Chosen:
        """The same with another value. Raises `TypeError` for one of the wrong kind."""
        held = {each: self.get(each) for each in Setting} | {setting: value}
        return Chosen(
            image_model=_held(held[Setting.IMAGE_MODEL], str),
            video_model=_held(held[Setting.VIDEO_MODEL], str),
            ratio=_held(held[Setting.RATIO], str),
            image_resolution=_held(held[Setting.IMAGE_RESOLUTION], str),
            video_resolution=_held(held[Setting.VIDEO_RESOLUTION], str),
            count=_held(held[Setting.COUNT], int),
            ask_above=_held(held[Setting.ASK_ABOVE], int),
            output=_held(held[Setting.OUTPUT], Output),
            originals=_held(held[Setting.ORIGINALS], bool),
            hints=_held(held[Setting.HINTS], bool),
            plain=_held(held[Setting.PLAIN], bool),
        )


NOTHING: Final = Chosen()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What holds for one person in one chat, all layers laid over each other; see `Chosen`.

    None leaves the choice to the model. `sources` names the layer of every value that one holds;
    the others are the bot's own.
    """

    image_model: str | None = None
    video_model: str | None = None
    ratio: str | None = None
    image_resolution: str | None = None
    video_resolution: str | None = None
    count: int | None = None
    ask_above: int = USUAL_CEILING
    output: Output = Output.DEFAULT
    originals: bool = False
    hints: bool = True
    plain: bool = True
    sources: Mapping[Setting, Layer] = field(default_factory=dict)

    def get(self, setting: Setting) -> Value | None:
        """The value of a setting."""
        value: Value | None = getattr(self, setting)
        return value


USUAL: Final = Preferences()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a choice holds: one person's or everybody's, in one chat or everywhere."""

    user_id: UserId | None
    chat_id: ChatId | None


def place_of(layer: Layer, user_id: UserId, chat_id: ChatId) -> Place:
    """Where a layer's choices hold. Raises `ValueError` for the operator's, which no chat holds."""
    match layer:
        case Layer.ME_HERE:
            return Place(user_id, chat_id)
        case Layer.CHAT:
            return Place(None, chat_id)
        case Layer.ME:
            return Place(user_id, None)
        case Layer.OPERATOR:
            raise ValueError("the operator's choices stand in the configuration")


def settle(layers: Mapping[Layer, Chosen]) -> Preferences:
    """Lay the layers over each other: of each setting the highest layer's value that has one."""

    def first(read: Callable[[Chosen], T | None], otherwise: T) -> T:
        held = (read(layers.get(layer, NOTHING)) for layer in PRECEDENCE)
        return next((value for value in held if value is not None), otherwise)

    return Preferences(
        image_model=first(lambda chosen: chosen.image_model, None),
        video_model=first(lambda chosen: chosen.video_model, None),
        ratio=first(lambda chosen: chosen.ratio, None),
        image_resolution=first(lambda chosen: chosen.image_resolution, None),
        video_resolution=first(lambda chosen: chosen.video_resolution, None),
        count=first(lambda chosen: chosen.count, None),
        ask_above=first(lambda chosen: chosen.ask_above, USUAL.ask_above),
        output=first(lambda chosen: chosen.output, USUAL.output),
        originals=first(lambda chosen: chosen.originals, USUAL.originals),
        hints=first(lambda chosen: chosen.hints, USUAL.hints),
        plain=first(lambda chosen: chosen.plain, USUAL.plain),
        sources=_sources(layers),
    )


def _sources(layers: Mapping[Layer, Chosen]) -> Mapping[Setting, Layer]:
    return {
        setting: layer
        for setting in Setting
        for layer in reversed(PRECEDENCE)  # the highest comes last, and stays
        if layers.get(layer, NOTHING).get(setting) is not None
    }


def _held(value: Value | None, kind: type[T]) -> T | None:
    if value is None:
        return None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
