"""The buttons about accounts and logins."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.accounts import SITES, Account
from bot.domain.callbacks import Action, Tap, write_tap
from bot.i18n import Texts

SITES_A_ROW = 2


def of_accounts(texts: Texts, language: str, every: Sequence[Account]) -> InlineKeyboardMarkup:
    """Use, rename, remove: a row for each account, its name in every button."""
    rows = []
    for account in every:
        actions = [Action.ACCOUNT_RENAME, Action.ACCOUNT_REMOVE]
        if not account.in_use:
            actions.insert(0, Action.ACCOUNT_USE)
        rows.append([_of_account(texts, language, action, account) for action in actions])
    return InlineKeyboardMarkup(rows)


def of_removal(texts: Texts, language: str, account: Account) -> InlineKeyboardMarkup:
    """Erasing is asked about once."""
    actions = (Action.ACCOUNT_REMOVE_SURELY, Action.ACCOUNT_TABLE)
    return InlineKeyboardMarkup(
        [[_of_account(texts, language, action, account) for action in actions]]
    )


def of_sites(texts: Texts, language: str, *, but: str | None = None) -> InlineKeyboardMarkup:
    """Where a session id is from, all sites or all but one."""
    buttons = [
        InlineKeyboardButton(
            texts.plain(language, "button-site", region=region),
            callback_data=write_tap(Tap(Action.LOGIN_SITE, argument=region)),
        )
        for region in SITES
        if region != but
    ]
    starts = range(0, len(buttons), SITES_A_ROW)
    return InlineKeyboardMarkup([buttons[start : start + SITES_A_ROW] for start in starts])


_WORDS = {
    Action.ACCOUNT_USE: "button-account-use",
    Action.ACCOUNT_RENAME: "button-account-rename",
    Action.ACCOUNT_REMOVE: "button-account-remove",
    Action.ACCOUNT_REMOVE_SURELY: "button-account-remove-surely",
    Action.ACCOUNT_TABLE: "button-account-keep",
}


def _of_account(
    texts: Texts, language: str, action: Action, account: Account
) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        texts.plain(language, _WORDS[action], name=account.name),
        callback_data=write_tap(Tap(action, argument=str(account.id))),
    )
