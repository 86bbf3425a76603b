"""The operators' private chats over Telegram. See `bot.ports.OperatorLine`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence

import structlog
from telegram import Bot, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.answers import NO_PREVIEW
from bot.domain.callbacks import Tap
from bot.domain.commands import Note
from bot.domain.ids import UserId
from bot.i18n import DEFAULT_LANGUAGE, LANGUAGES, Texts
from bot.keyboards.buttons import button

log = structlog.get_logger(__name__)


class TelegramOperators:
    """Tells every operator; `language_of` is asked each time, since people change it.

    It gives None for who never wrote: they are told each line in every language.
    """

    def __init__(
        self,
        bot: Bot,
        texts: Texts,
        operators: Collection[int],
        language_of: Callable[[UserId], Awaitable[str | None]],
    ) -> None:
        self._bot = bot
        self._texts = texts
        self._operators = sorted(operators)
        self._language_of = language_of

    async def tell(self, notes: Sequence[Note], taps: Sequence[Tap] = ()) -> bool:
        """Say these lines with these buttons; True when at least one of them got it."""
        heard = [await self._tell(operator, notes, taps) for operator in self._operators]
        return any(heard)

    async def say(self, note: Note) -> None:
        """Tell one line, whoever hears it."""
        await self.tell([note])

    async def _tell(self, operator: int, notes: Sequence[Note], taps: Sequence[Tap]) -> bool:
        texts = self._texts
        try:
            language = await self._language_of(UserId(operator))
            lines = [self._line(language, note) for note in notes]
            read = language or DEFAULT_LANGUAGE
            row = [button(texts, read, tap.action, tap.job_id, tap.argument) for tap in taps]
            await self._bot.send_message(
                operator,
                "\n".join(lines),
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=InlineKeyboardMarkup([row]) if row else None,
            )
        except TelegramError as error:
            # Below an error: errors are told to the operators, and this one can't be.
            log.info("operator.not_told", operator=operator, error=type(error).__name__)
            return False
        except Exception as error:
            log.warning("operator.not_told", operator=operator, error=type(error).__name__)
            return False
        return True

    def _line(self, language: str | None, note: Note) -> str:
        read = LANGUAGES if language is None else (language,)
        each = [self._texts.text(spoken, note.key, **note.values) for spoken in read]
        return " / ".join(dict.fromkeys(each))
