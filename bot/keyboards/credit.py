"""The buttons under a balance."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.ids import AccountId
from bot.i18n import Texts


def of_credit(
    texts: Texts, language: str, account_id: AccountId, *, claims_itself: bool
) -> InlineKeyboardMarkup:
    """Ask for the balance again, and the day's claim that needs nobody.

    The second one says how it stands, and what a tap on it makes of that stands in its data: a tap
    that comes twice does it once.
    """
    wanted = "off" if claims_itself else "on"
    state = "button-auto-claim-on" if claims_itself else "button-auto-claim-off"
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    texts.plain(language, "button-refresh"),
                    callback_data=write_tap(Tap(Action.REFRESH_CREDIT, argument=str(account_id))),
                ),
                InlineKeyboardButton(
                    texts.plain(language, state),
                    callback_data=write_tap(
                        Tap(Action.AUTO_CLAIM, argument=f"{account_id}.{wanted}")
                    ),
                ),
            ]
        ]
    )
