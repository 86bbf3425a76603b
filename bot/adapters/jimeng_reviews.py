"""What a refusal by content review is about, as far as the wire can tell."""

from __future__ import annotations

from typing import Final

import jimeng
from bot.domain.jobs import Reviewed

POST_CHECK: Final = 40
"""A record's status when what was made was looked at and refused (protocol notes, section 10.4)."""

TEXT_KEY: Final = "_text_"
"""Of the keys that the notes name, those that speak of the text hold this."""

_BY_CODE: Final = {
    "2038": Reviewed.TEXT,
    "2003": Reviewed.PICTURE,
    "2041": Reviewed.PICTURE,
    "2042": Reviewed.RESULT,
}
"""Protocol notes, section 12; the other codes of content review don't tell."""


def read_reviewed(error: jimeng.APIException, raw_status: int | None) -> Reviewed | None:
    """The text, a picture or the result; None where it isn't told, or told both ways.

    `raw_status` is that of the record that ended, None for a submission that was refused at once.
    """
    is_text = TEXT_KEY in (error.key or "")
    told = Reviewed.TEXT if is_text else _BY_CODE.get(error.code or "")
    if raw_status != POST_CHECK:
        return told
    return None if told is Reviewed.TEXT else Reviewed.RESULT
