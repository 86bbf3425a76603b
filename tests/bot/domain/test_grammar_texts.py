"""Every key that the grammar raises or notes has a sentence in both languages, and the variables
of the sentence are among the values that the code hands over."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

import bot.domain.grammar
from bot.domain.commands import parse_image
from bot.domain.errors import UserError
from bot.i18n import Texts
from tests.catalogue import make_catalogue

SOURCES = Path(bot.domain.grammar.__file__).parent
LOCALES = SOURCES.parent.parent / "locales"

GIVEN_ERROR = frozenset({"flag", "value", "start", "end"})
"""What `Given.error` adds to every refusal of a flag."""

PLACE = frozenset({"flag", "start", "end"})
"""What `**place` stands for where a refusal is raised from a piece."""


class Variables(Visitor):
    """Collects the names of the variables in a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:
        self.names.add(node.id.name)


def messages(language: str) -> dict[str, frozenset[str]]:
    """The variables of each message of a language's grammar texts."""
    text = (LOCALES / language / "grammar.ftl").read_text(encoding="utf-8")
    found: dict[str, frozenset[str]] = {}
    for entry in FluentParser().parse(text).body:
        assert not isinstance(entry, fluent.Junk), entry
        if isinstance(entry, fluent.Message):
            assert entry.id.name not in found, f"{entry.id.name} stands there twice"
            variables = Variables()
            variables.visit(entry)
            found[entry.id.name] = frozenset(variables.names)
    return found


def used_keys() -> Iterator[tuple[str, frozenset[str]]]:
    """Each key in the code with the values that are handed over with it."""
    for path in sorted(SOURCES.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                values = {word.arg for word in node.keywords if word.arg}
                if any(word.arg is None for word in node.keywords):
                    values |= PLACE
                if isinstance(node.func, ast.Attribute) and node.func.attr == "error":
                    values |= GIVEN_ERROR
                for key in keys_in(node.args):
                    yield key, frozenset(values)


def keys_in(arguments: list[ast.expr]) -> Iterator[str]:
    for argument in arguments[:1]:
        for node in ast.walk(argument):
            if isinstance(node, ast.Constant) and str(node.value).startswith("grammar-"):
                yield str(node.value)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_keys_and_texts_match(language: str):
    assert {key for key, _ in used_keys()} == messages(language).keys()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_text_asks_for_a_value_that_is_not_there(language: str):
    texts = messages(language)
    missing = {key: texts[key] - values for key, values in used_keys() if texts[key] - values}
    assert missing == {}


def test_the_languages_say_the_same_things():
    assert messages("en") == messages("zh")


@pytest.mark.parametrize(("language", "money"), [("en", "othing was spent"), ("zh", "未花积分")])
def test_every_refusal_says_that_nothing_was_spent(language: str, money: str):
    """Notes go with a request that is about to be sent; refusals end it, so they speak of money."""
    text = (LOCALES / language / "grammar.ftl").read_text(encoding="utf-8")
    refusals = refusal_keys()
    assert len(refusals) > 20
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, fluent.Message) and entry.value and entry.span:
            source = text[entry.span.start : entry.span.end]
            assert (money in source) == (entry.id.name in refusals), entry.id.name


@pytest.mark.parametrize(
    ("text", "pictures", "en", "zh"),
    [
        ("cat --seed x", 0, "from 0 to 4294967295", "0 到 4294967295"),
        ("cat", 7, "at most 6 pictures, and 7 came", "最多收 6 张图，现在有 7 张"),
        ("cat", 7, "No model takes as many", "没有模型能收这么多"),
        ("cat --model 2.1", 1, "These do: jimeng-4.0", "这些可以：jimeng-4.0"),
        ("图2", 1, "图2: there is no such picture, only 1 came", "图2：没有这张图，只收到 1 张"),
        ("cat --a<b>", 0, "--a&lt;b&gt;", "--a&lt;b&gt;"),
    ],
)
def test_refusals_read_well(text: str, pictures: int, en: str, zh: str):
    texts = Texts.load()
    with pytest.raises(UserError) as caught:
        parse_image(text, make_catalogue(), pictures=pictures)
    assert en in texts.text("en", caught.value.key, **caught.value.values)
    assert zh in texts.text("zh", caught.value.key, **caught.value.values)


def refusal_keys() -> frozenset[str]:
    keys: set[str] = set()
    for path in sorted(SOURCES.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                keys |= set(keys_in(node.exc.args))
    return frozenset(keys)
