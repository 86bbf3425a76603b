"""Every sentence that people read: Fluent texts of `bot/locales`, chosen by language and key.

`text` is for messages in Telegram's HTML, so values are escaped; `plain` is for the places that
take no markup (menus, answers to taps).
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Self

from fluent.runtime import FluentBundle, FluentResource

LOCALES: Final = Path(__file__).parent / "locales"
LANGUAGES: Final = ("en", "zh")
DEFAULT_LANGUAGE: Final = "en"

Value = str | int | float


class BrokenTextError(Exception):
    """A text that refers to a variable or text that isn't there: a fault of ours."""


def pick_language(language_code: str | None) -> str:
    """The language to speak for a Telegram `language_code` such as "zh-hans" or "pt-br"."""
    spoken = (language_code or "").lower().replace("_", "-").split("-")[0]
    return spoken if spoken in LANGUAGES else DEFAULT_LANGUAGE


class Texts:
    """The texts of all languages, parsed once."""

    def __init__(self, bundles: Mapping[str, FluentBundle]) -> None:
        self._bundles = bundles

    @classmethod
    def load(cls, folder: Path = LOCALES) -> Self:
        """Read every `*.ftl` file of each language's folder."""
        return cls({language: _bundle(language, folder / language) for language in LANGUAGES})

    def text(self, language: str, key: str, **values: Value) -> str:
        """A message for Telegram's HTML; values are escaped.

        Raises `BrokenTextError` for an unknown key or a missing value.
        """
        escaped = {
            name: html.escape(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        return self._format(language, key, escaped)

    def plain(self, language: str, key: str, **values: Value) -> str:
        """A message for a place without markup."""
        return self._format(language, key, values)

    def has(self, key: str) -> bool:
        """Whether the default language knows the key."""
        return self._bundles[DEFAULT_LANGUAGE].has_message(key)

    def _format(self, language: str, key: str, values: Mapping[str, Value]) -> str:
        bundle = self._bundles.get(language, self._bundles[DEFAULT_LANGUAGE])
        if not bundle.has_message(key):
            raise BrokenTextError(f"no text {key!r} in {language}")
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise BrokenTextError(f"text {key!r} in {language} is empty")
        text, errors = bundle.format_pattern(pattern, dict(values))
        if errors:
            raise BrokenTextError(f"text {key!r} in {language}: {errors[0]}")
        return str(text)


@cache
def _bundle(language: str, folder: Path) -> FluentBundle:
    # Isolation marks around values would land invisibly in people's clipboards.
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted(folder.glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle
