"""Inline keyboards, a module for each kind of message. Every icon has a word."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup as Keyboard

from bot.keyboards.accounts import of_accounts, of_removal, of_sites
from bot.keyboards.buttons import with_tap
from bot.keyboards.credit import of_credit
from bot.keyboards.failures import ALTER_MODEL, ALTER_SIZE, of_alterations
from bot.keyboards.gallery import of_exhibit, of_hanging
from bot.keyboards.history import SEARCH_NEAR, SEARCH_TEXT, of_filter, of_listing
from bot.keyboards.jobs import of_job, of_queue, of_waiting
from bot.keyboards.links import to_login, to_private_chat
from bot.keyboards.models import of_model, of_models
from bot.keyboards.offers import of_collection, of_command, of_offer, of_start
from bot.keyboards.personal import of_erasure
from bot.keyboards.results import of_deletion, of_results
from bot.keyboards.settings import of_choices, of_languages, of_settings
from bot.keyboards.styles import of_style, of_style_deletion, of_style_offer, of_styles

__all__ = [
    "ALTER_MODEL",
    "ALTER_SIZE",
    "SEARCH_NEAR",
    "SEARCH_TEXT",
    "Keyboard",
    "of_accounts",
    "of_alterations",
    "of_choices",
    "of_collection",
    "of_command",
    "of_credit",
    "of_deletion",
    "of_erasure",
    "of_exhibit",
    "of_filter",
    "of_hanging",
    "of_job",
    "of_languages",
    "of_listing",
    "of_model",
    "of_models",
    "of_offer",
    "of_queue",
    "of_removal",
    "of_results",
    "of_settings",
    "of_sites",
    "of_start",
    "of_style",
    "of_style_deletion",
    "of_style_offer",
    "of_styles",
    "of_waiting",
    "to_login",
    "to_private_chat",
    "with_tap",
]
