"""Every sentence exists in every language, is used, fits Telegram's HTML, and names its price."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.adapters.jimeng_failures import to_failure
from bot.domain.callbacks import Action
from bot.domain.jobs import Charged, Failure, FailureKind, JobState, Reviewed
from bot.domain.lineage import Relation
from bot.domain.preferences import Setting
from bot.domain.receipts import Asks
from bot.domain.requests import MediaKind
from bot.domain.styles import ShelfKind
from bot.i18n import LANGUAGES, LOCALES, BrokenTextError, Texts, pick_language
from bot.status_text import render_status
from handlers import COMMANDS
from handlers.helping import TOPICS
from handlers.menus import ENTRIES_AT_MOST
from jimeng.sdk.protocol.refusals import KNOWN_CODES, Call, Refusal, refused
from tests.builders import START, make_job, make_origin

ROOT = Path(__file__).parents[2]
SOURCES = [
    *ROOT.glob("bot/**/*.py"),
    *ROOT.glob("handlers/*.py"),
    *ROOT.glob("operating/*.py"),
]
TEXTS = Texts.load()
TELEGRAM_TAGS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote"}

COMPUTED = {
    "command-": [command.name for command in COMMANDS],
    "failure-": [k.replace("_", "-") + end for k in FailureKind for end in ("", "-next")]
    + [f"content-of-{part}" for part in Reviewed]
    + [f"{kind}-until" for kind in ("risk", "paused")]
    + ["content-picture", "input-picture", "too-large-size", "credit-known"]
    + ["forbidden-region", "unclassified-code", "heif-picture", "link-picture"],
    "help-on-": list(TOPICS),
    "button-alter-": ["model", "size", "any"],
    "job-picture-": ["reference", "first", "last"],
    "words-wanted-": [kind.value for kind in MediaKind],
    "words-wanted-flags-": [kind.value for kind in MediaKind],
    "button-": [Action.DROP_HINT.value, Action.MEANT.value],
    "state-": [s.replace("_", "-") for s in JobState],
    "state-upstream-": ["queue-forecast", "place-forecast"],
    "relation-": [r.replace("_", "-") for r in Relation],
    "asks-": [a.replace("_", "-") for a in Asks if a is not Asks.PRICE_UNKNOWN],
    "models-of-": [kind.value for kind in MediaKind],
    "style-shelf-": ["mine", "chat", "operator"],
    "style-on-": [kind.value for kind in ShelfKind],
    "setting-": [s.replace("_", "-") for s in Setting],
    "setting-button-": [s.replace("_", "-") for s in Setting],
    "cancel-": ["cancelled", "dropped", "running", "finished", "not-found"],
}
"""Keys that the code puts together from the values of an enumeration."""


class Variables(Visitor):
    """Collects the variables of a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.references: set[str] = set()
        self.numbers: set[str] = set()

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:
        for argument in node.arguments.positional:
            if isinstance(argument, ast.VariableReference):
                self.numbers.add(argument.id.name)
        self.generic_visit(node)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:
        self.references.add(node.id.name)


def messages(language: str) -> dict[str, ast.Message]:
    found: dict[str, ast.Message] = {}
    for path in sorted((LOCALES / language).glob("*.ftl")):
        resource = FluentParser().parse(path.read_text(encoding="utf-8"))
        for entry in resource.body:
            assert not isinstance(entry, ast.Junk), f"{path}: {entry.content}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{entry.id.name} twice in {language}"
                found[entry.id.name] = entry
    return found


def look_at(message: ast.Message) -> Variables:
    visitor = Variables()
    visitor.visit(message)
    return visitor


def variables(message: ast.Message) -> set[str]:
    """The variables, and the other messages with an @ before them."""
    seen = look_at(message)
    return seen.names | {f"@{name}" for name in seen.references}


def used_keys() -> set[str]:
    """Every quoted word of the sources that could be a key, and the computed ones."""
    quoted = {
        key
        for path in SOURCES
        for key in re.findall(r"""["']([a-z]+(?:-[a-z0-9]+)*)["']""", path.read_text("utf-8"))
    }
    return quoted | {start + end for start, ends in COMPUTED.items() for end in ends}


def test_all_languages_have_the_same_keys_with_the_same_variables() -> None:
    by_language = {language: messages(language) for language in LANGUAGES}
    english = {key: variables(message) for key, message in by_language["en"].items()}
    for found in by_language.values():
        assert {key: variables(message) for key, message in found.items()} == english


def test_no_text_is_unused() -> None:
    english = messages("en")
    referred = {name for message in english.values() for name in variables(message)}
    used = used_keys()
    unused = {key for key in english if key not in used and f"@{key}" not in referred}
    assert unused == set()


def test_every_key_in_the_code_exists() -> None:
    calls = r"""(?:\btext|\bplain|UserError|\.tell|Note)\(\s*(?:[\w.]+,\s*)?["']([a-z-]+)["']"""
    keys = {key for path in SOURCES for key in re.findall(calls, path.read_text("utf-8"))}
    assert len(keys) > 60
    assert keys | {s + e for s in ("command-", "cancel-") for e in COMPUTED[s]} <= set(
        messages("en")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_markup_that_telegram_takes(language: str) -> None:
    texts, found = TEXTS, messages(language)
    for key, message in found.items():
        text = texts.text(language, key, **_sample_values(found, key))
        assert message.value is not None
        assert _tags_left_open(text) == [], key
        assert "<&>" not in text, key


def _sample_values(found: dict[str, ast.Message], key: str) -> dict[str, str | int]:
    """Hostile words for every variable of a message, and of those it refers to."""
    seen = look_at(found[key])
    values: dict[str, str | int] = {name: "<&>" for name in seen.names}
    values.update(dict.fromkeys(seen.numbers, 5))
    for name in seen.references:
        values.update(_sample_values(found, name))
    return values


def _tags_left_open(text: str) -> list[str]:
    """Walk the tags; anything that Telegram's parser would refuse fails here."""
    assert re.search(r"&(?!(?:lt|gt|amp|quot|#x27);)", text) is None, text
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)([^>]*)>", text):
        assert name in TELEGRAM_TAGS, text
        if closing:
            assert opened.pop() == name, text
        else:
            opened.append(name)
    return opened


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FailureKind)
@pytest.mark.parametrize("charged", Charged)
@pytest.mark.parametrize("state", [JobState.FAILED, JobState.EXPIRED])
def test_every_failure_says_what_it_cost(
    language: str, kind: FailureKind, charged: Charged, state: JobState
) -> None:
    texts = TEXTS
    job = make_job(
        state=state,
        origin=replace(make_origin(), language=language),
        failure=Failure(kind=kind, charged=charged, code="1019"),
    )
    text = render_status(texts, job, now=START)
    assert texts.text(language, f"charged-{charged}") in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("call", ["commerce", "generation", "other"])
@pytest.mark.parametrize("code", sorted({*KNOWN_CODES, "987654"}))
def test_every_code_of_the_service_says_what_happened_what_it_cost_and_what_next(
    language: str, call: Call, code: str
) -> None:
    """Whatever the service answers with, on whatever road, in its own table or not."""
    for charged in Charged:
        error = refused(Refusal(code=code, message="不可说的原文"), call, charged=charged.value)
        failure = to_failure(error)
        job = make_job(
            state=JobState.FAILED,
            origin=replace(make_origin(), language=language),
            failure=failure,
        )
        happened, cost, following, reference = render_status(TEXTS, job, now=START).split("\n")[-4:]
        assert happened
        assert cost == TEXTS.text(language, f"charged-{failure.charged}")
        assert following not in {happened, cost}
        assert code in reference
        assert "不可说的原文" not in happened + following


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_shouts(language: str) -> None:
    for path in (LOCALES / language).glob("*.ftl"):
        text = re.sub(r"^#.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert re.search(r"[!！]", text) is None, path.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_menu_descriptions_fit_telegram(language: str) -> None:
    texts = TEXTS
    for command in COMMANDS:
        assert 1 <= len(texts.plain(language, f"command-{command.name}")) <= 256
        assert re.fullmatch(r"[a-z0-9_]{1,32}", command.name)


def test_menus_can_be_taken_in_at_a_glance() -> None:
    offered = [command for command in COMMANDS if command.in_menu]
    assert 1 <= len(offered) <= ENTRIES_AT_MOST
    assert any(command.in_groups for command in offered)


def test_command_names_are_unique() -> None:
    names = [name for command in COMMANDS for name in (command.name, *command.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh", "zh"),
        ("zh-hans", "zh"),
        ("zh-TW", "zh"),
        ("zh_Hant", "zh"),
        ("en-GB", "en"),
        ("pt-br", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_language_follows_what_telegram_tells(code: str | None, language: str) -> None:
    assert pick_language(code) == language


def test_a_missing_value_is_an_error_and_not_a_riddle_for_people() -> None:
    with pytest.raises(BrokenTextError):
        TEXTS.text("en", "result-caption")
    with pytest.raises(BrokenTextError):
        TEXTS.text("en", "no-such-text")


def test_values_are_escaped_in_messages_and_left_alone_in_plain_places() -> None:
    texts = TEXTS
    assert texts.text("en", "job-prompt", prompt="<b>") == "“&lt;b&gt;”"
    assert texts.plain("en", "job-prompt", prompt="<b>") == "“<b>”"
