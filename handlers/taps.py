"""Taps on buttons: one table from what a button says to what it does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from telegram import Update

from bot.answers import acknowledge
from bot.domain.callbacks import Action, Tap, read_tap
from bot.telegram_app import BotContext
from handlers import (
    account,
    account_table,
    announcements,
    collecting,
    credit,
    failures,
    gallery,
    groups,
    history,
    jobs,
    models,
    offers,
    personal,
    receipts,
    results,
    settings,
    showing,
    styles,
    unknown,
)

TapHandler = Callable[[Update, BotContext, Tap], Awaitable[None]]

TAPS: Mapping[Action, TapHandler] = {
    Action.AGREE: receipts.agree_by_tap,
    Action.REOPEN: receipts.reopen_by_tap,
    Action.CLAIM_AND_AGREE: receipts.claim_and_agree_by_tap,
    Action.AS_VIDEO: receipts.as_video_by_tap,
    Action.CANCEL: jobs.cancel_by_tap,
    Action.STOP_WAITING: jobs.decide_by_tap,
    Action.KEEP_WAITING: jobs.decide_by_tap,
    Action.SEND_AGAIN: jobs.decide_by_tap,
    Action.DECLINE: jobs.decide_by_tap,
    Action.PICK: results.pick_by_tap,
    Action.REPEAT: results.make_by_tap,
    Action.SIMILAR: results.make_by_tap,
    Action.REMIX: results.remix_by_tap,
    Action.ANIMATE: results.make_by_tap,
    Action.UPSCALE: results.make_by_tap,
    Action.CONTINUE: results.make_by_tap,
    Action.ORIGINALS: results.originals_by_tap,
    Action.STAR: results.star_by_tap,
    Action.MORE: results.more_by_tap,
    Action.DETAILS: results.details_by_tap,
    Action.EXPORT: showing.export_by_tap,
    Action.DELETE: results.delete_by_tap,
    Action.DELETE_SURELY: results.delete_by_tap,
    Action.SHOW: showing.show_by_tap,
    Action.PAGE: history.turn_by_tap,
    Action.SEARCH: history.search_by_tap,
    Action.TOP_UP: failures.top_up_by_tap,
    Action.RETRY: failures.retry_by_tap,
    Action.ALTER: failures.alter_by_tap,
    Action.VARY: failures.vary_by_tap,
    Action.REFRESH_CREDIT: credit.refresh_by_tap,
    Action.MODEL: models.show_by_tap,
    Action.MODEL_USE: models.use_by_tap,
    Action.MODEL_PAGE: models.page_by_tap,
    Action.STYLE: styles.show_by_tap,
    Action.STYLE_USE: styles.use_by_tap,
    Action.STYLE_SHARE: styles.share_by_tap,
    Action.STYLE_DELETE: styles.ask_deletion_by_tap,
    Action.STYLE_DELETE_SURELY: styles.delete_by_tap,
    Action.STYLE_KEEP: styles.keep_by_tap,
    Action.AUTO_CLAIM: credit.auto_claim_by_tap,
    Action.LOGIN: account.login_by_tap,
    Action.LOGIN_SITE: account.site_by_tap,
    Action.ACCOUNT_USE: account_table.use_by_tap,
    Action.ACCOUNT_RENAME: account_table.rename_by_tap,
    Action.ACCOUNT_REMOVE: account_table.remove_by_tap,
    Action.ACCOUNT_REMOVE_SURELY: account_table.remove_surely_by_tap,
    Action.ACCOUNT_TABLE: account_table.table_by_tap,
    Action.CHOOSE: offers.choose_by_tap,
    Action.STOP_COLLECTING: collecting.stop_by_tap,
    Action.RUN: unknown.run_by_tap,
    Action.EDIT: receipts.edit_by_tap,
    Action.DROP_HINT: receipts.change_by_tap,
    Action.MEANT: receipts.change_by_tap,
    Action.AS_REFERENCES: receipts.change_by_tap,
    Action.AS_FRAMES: receipts.change_by_tap,
    Action.SWAP_FRAMES: receipts.change_by_tap,
    Action.SETTINGS: settings.show_by_tap,
    Action.SETTING: settings.open_by_tap,
    Action.SETTING_VALUE: settings.set_by_tap,
    Action.ALLOW: groups.allow_by_tap,
    Action.LEAVE: groups.leave_by_tap,
    Action.FORGET_ME: personal.forget_by_tap,
    Action.KEEP_ME: personal.keep_by_tap,
    Action.ANNOUNCE: announcements.confirm_by_tap,
    Action.UNANNOUNCE: announcements.drop_by_tap,
    Action.HEAR: announcements.choose_by_tap,
    Action.UNHEAR: announcements.choose_by_tap,
    Action.EXHIBIT: gallery.exhibit_by_tap,
    Action.EXHIBIT_SHOWN: gallery.hang_by_tap,
    Action.EXHIBIT_HIDDEN: gallery.hang_by_tap,
    Action.TAKE_DOWN: gallery.take_down_by_tap,
    Action.BROWSE: gallery.browse_by_tap,
}


async def on_tap(update: Update, context: BotContext) -> None:
    """Do what the button says; whatever happens, the tap is answered."""
    query = update.callback_query
    tap = read_tap(query.data or "") if query is not None else None
    if tap is None:
        await acknowledge(update, context.plain("tap-too-old"))
        return
    try:
        await TAPS[tap.action](update, context, tap)
    except Exception:
        await acknowledge(update)
        raise
