"""Feeds bytes that libFuzzer invents to every reader of foreign data. See README.md here.

python fuzz/fuzz_foreign_data.py [-max_total_time=60] [a folder for what was found interesting]
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["bot", "jimeng", "handlers"]):
    from bot.adapters.fetching.errors import ForbiddenAddressError
    from bot.adapters.fetching.targets import check_origin, follow, read_target
    from bot.adapters.jimeng_catalogue import read_catalogue
    from bot.adapters.mp4_facts import read_film
    from bot.adapters.polling_request import readable
    from bot.adapters.whole_files import is_whole
    from bot.domain.callbacks import read_tap
    from bot.domain.errors import UserError
    from bot.domain.history_filters import read_filter
    from bot.domain.ids import StyleId, UserId
    from bot.domain.offers import read_choice
    from bot.domain.operator_words import read_quota
    from bot.domain.orders import read_order
    from bot.domain.preferences import Preferences
    from bot.domain.requests import MediaKind
    from bot.domain.setting_taps import read_argument
    from bot.domain.setting_words import read_all
    from bot.domain.style_cards import read_card
    from bot.domain.style_checks import check_text
    from bot.domain.style_commands import read_style_command
    from bot.domain.styles import Shelf, ShelfKind, Style, StyleBook
    from bot.domain.token_shapes import holds_token, is_token
    from bot.domain.wishes import Wish
    from jimeng import APIException, parse_token
    from jimeng.sdk.protocol.endpoints.account import read_credit_receive, read_user_credit
    from jimeng.sdk.protocol.endpoints.generation import read_generate
    from jimeng.sdk.protocol.endpoints.history import read_history, read_local_items
    from jimeng.sdk.protocol.messages import HTTPResponse

CATALOGUE = read_catalogue()
TODAY = date(2026, 2, 28)
WORN = "水彩"
HERE = read_target("https://pictures.example.com/a?x=1")


def answers(data: bytes) -> None:
    """Bodies of the service: a value or an APIException."""
    readers = (read_generate, read_history, read_local_items, read_user_credit, read_credit_receive)
    for reader in readers:
        with suppress(APIException):
            reader(HTTPResponse(200, {}, data))


def texts(data: bytes) -> None:
    """Texts and taps of people, tokens among them."""
    text = data.decode("utf-8", "replace")
    read_tap(text)
    if is_token(text) and not holds_token(text):
        raise AssertionError("a token that is not found")
    with suppress(APIException):
        parse_token(text)


def addresses(data: bytes) -> None:
    """Addresses and redirects: a target or a refusal."""
    text = data.decode("utf-8", "replace")
    with suppress(ForbiddenAddressError):
        check_origin(read_target(text).origin)
    with suppress(ForbiddenAddressError):
        check_origin(follow(HERE, text).origin)


def files(data: bytes) -> None:
    """The structure of films and pictures."""
    for kind in ("png", "jpeg", "webp", "mp4"):
        is_whole(lambda start, length: data[start : start + length], len(data), kind)
    read_film(lambda start, length: data[start : start + length], len(data))


def words(data: bytes) -> None:
    """What people type after a command: read, or refused in words."""
    text = data.decode("utf-8", "replace")
    for read in (
        lambda: read_filter(text, TODAY),
        lambda: read_style_command(text),
        lambda: read_all(text, CATALOGUE),
        lambda: read_argument(text),
        lambda: read_choice(text),
        lambda: read_quota(text, None),
        lambda: read_card(data, CATALOGUE),
    ):
        with suppress(UserError):
            read()


def orders(data: bytes) -> None:
    """A line that asks for a picture or a video, some with a style that passed its check."""
    text, _, style = data.decode("utf-8", "replace").partition("\0")
    book = StyleBook()
    with suppress(UserError):
        shelf = Shelf(ShelfKind.MINE, 7)
        kept = check_text(style, CATALOGUE)
        worn = Style(id=StyleId("s"), shelf=shelf, name=WORN, text=kept, author=UserId(7))
        book = StyleBook([worn])
        text = f"{WORN} {text}"
    for kind in MediaKind:
        with suppress(UserError):
            read_order(Wish(kind=kind, words=text), CATALOGUE, Preferences(), book)


PARTS = (answers, texts, addresses, files, readable, words, orders)


def one_input(data: bytes) -> None:
    """The first byte picks the reader."""
    if data:
        PARTS[data[0] % len(PARTS)](data[1:])


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
