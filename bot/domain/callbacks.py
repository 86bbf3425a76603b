"""What a button says when it is tapped: `v1:<action>:<job id>[:<argument>]`, at most 64 bytes.

The version lets buttons of last month be told from today's; the job is looked up in the database.
The limit is the Bot API's (callback_data).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import JobId, read_job_id

VERSION = "v1"


class Action(StrEnum):
    """What a tap asks for."""

    AGREE = "agree"
    REOPEN = "reopen"
    CLAIM_AND_AGREE = "claim"
    AS_VIDEO = "video"
    CANCEL = "cancel"
    STOP_WAITING = "stop"
    KEEP_WAITING = "keep"
    SEND_AGAIN = "again"
    DECLINE = "no"
    PICK = "pick"
    REPEAT = "repeat"
    SIMILAR = "like"
    REMIX = "remix"
    ANIMATE = "animate"
    UPSCALE = "upscale"
    CONTINUE = "continue"
    ORIGINALS = "files"
    STAR = "star"
    MORE = "more"
    DETAILS = "details"
    EXPORT = "json"
    DELETE = "delete"
    DELETE_SURELY = "surely"
    SHOW = "show"
    PAGE = "page"
    SEARCH = "search"
    LOGIN = "login"
    TOP_UP = "topup"
    RETRY = "retry"
    ALTER = "alter"
    VARY = "vary"
    REFRESH_CREDIT = "credit"
    AUTO_CLAIM = "auto"
    LOGIN_SITE = "site"
    ACCOUNT_USE = "acc-use"
    ACCOUNT_RENAME = "acc-name"
    ACCOUNT_REMOVE = "acc-del"
    ACCOUNT_REMOVE_SURELY = "acc-gone"
    ACCOUNT_TABLE = "acc"
    SETTINGS = "set"
    SETTING = "pref"
    SETTING_VALUE = "put"
    MODEL = "model"
    MODEL_USE = "use"
    MODEL_PAGE = "models"
    FORGET_ME = "erase"
    KEEP_ME = "stay"
    STYLE = "style"
    STYLE_USE = "wear"
    STYLE_SHARE = "lend"
    STYLE_DELETE = "drop"
    STYLE_DELETE_SURELY = "dropped"
    STYLE_KEEP = "take"
    CHOOSE = "choose"
    STOP_COLLECTING = "uncollect"
    RUN = "run"
    EDIT = "edit"
    DROP_HINT = "unhint"
    MEANT = "meant"
    AS_REFERENCES = "refs"
    AS_FRAMES = "frames"
    SWAP_FRAMES = "swap"
    ALLOW = "allow"
    LEAVE = "leave"
    ANNOUNCE = "announce"
    UNANNOUNCE = "unannounce"
    HEAR = "hear"
    UNHEAR = "unhear"
    EXHIBIT = "gallery"
    EXHIBIT_SHOWN = "shown"
    EXHIBIT_HIDDEN = "hidden"
    TAKE_DOWN = "down"
    BROWSE = "browse"


STYLE_ACTIONS = frozenset(
    {
        Action.STYLE,
        Action.STYLE_USE,
        Action.STYLE_SHARE,
        Action.STYLE_DELETE,
        Action.STYLE_DELETE_SURELY,
        Action.STYLE_KEEP,
    }
)
"""Actions that concern a style, whose id is the argument."""

ACCOUNT_ACTIONS = frozenset(
    {
        Action.AUTO_CLAIM,
        Action.LOGIN,
        Action.LOGIN_SITE,
        Action.ACCOUNT_USE,
        Action.ACCOUNT_RENAME,
        Action.ACCOUNT_REMOVE,
        Action.ACCOUNT_REMOVE_SURELY,
        Action.ACCOUNT_TABLE,
    }
)
"""Actions that concern an account of the person's, whose id (or site) is the argument."""

QUESTION_ACTIONS = frozenset({Action.CHOOSE, Action.STOP_COLLECTING, Action.RUN})
"""Actions that answer a question of ours about a message."""
MODEL_ACTIONS = frozenset({Action.MODEL, Action.MODEL_USE, Action.MODEL_PAGE})
"""Actions that concern a model, whose tag is the argument, or a page of them."""

OPERATOR_ACTIONS = frozenset({Action.ALLOW, Action.LEAVE, Action.ANNOUNCE, Action.UNANNOUNCE})
"""Actions of operators alone; the argument says about whom, or about what."""

JOBLESS = frozenset(
    {
        Action.PAGE,
        Action.SEARCH,
        Action.REFRESH_CREDIT,
        Action.SETTINGS,
        Action.SETTING,
        Action.SETTING_VALUE,
        Action.FORGET_ME,
        Action.KEEP_ME,
        *STYLE_ACTIONS,
        *ACCOUNT_ACTIONS,
        *QUESTION_ACTIONS,
        *MODEL_ACTIONS,
        Action.HEAR,
        Action.UNHEAR,
        Action.BROWSE,
        *OPERATOR_ACTIONS,
    }
)
"""Actions that concern no job."""


_ARGUMENT = re.compile(r"(?!.*[0-9]{19})[A-Za-z0-9_.-]{0,52}")
"""No number in it is larger than the database keeps."""


@dataclass(frozen=True, slots=True)
class Tap:
    """One button's meaning; `job_id` is None for the jobless actions.

    `argument` says which of several: a picture's number, a setting's name.
    """

    action: Action
    job_id: JobId | None = None
    argument: str = ""


def write_tap(tap: Tap) -> str:
    """The callback data of a button."""
    data = f"{VERSION}:{tap.action}:{tap.job_id or ''}"
    return f"{data}:{tap.argument}" if tap.argument else data


def read_tap(data: str) -> Tap | None:
    """Read callback data; None for anything that no button of ours says."""
    version, _, rest = data.partition(":")
    action, _, rest = rest.partition(":")
    subject, colon, argument = rest.partition(":")
    if version != VERSION or action not in set(Action) or bool(colon) != bool(argument):
        return None
    if not _ARGUMENT.fullmatch(argument):
        return None
    job_id = read_job_id(subject)
    if (job_id or "") != subject or (job_id is None) != (action in JOBLESS):
        return None
    tap = Tap(Action(action), job_id, argument)
    return tap if write_tap(tap) == data else None
