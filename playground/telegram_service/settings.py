"""Limits and habits of the service, each with the value that the real one is known to have.

Rule: numbers live here with their unit and source; switches for what is optional (flood limits,
group privacy) are off or on as a new bot finds them, except where a comment says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

MAX_TEXT = 4096  # code points after parsing
MAX_CAPTION = 1024
MAX_RAW_TEXT = 32768  # bytes before parsing
MAX_ENTITIES = 100
MAX_CALLBACK_DATA = 64  # bytes
MAX_BUTTONS = 100
MAX_CALLBACK_ANSWER = 200
MAX_INLINE_QUERY = 256  # characters
MAX_INLINE_OFFSET = 64  # bytes
MAX_INLINE_RESULTS = 50
MAX_INLINE_RESULT_ID = 64  # bytes
MAX_PHOTO_BYTES = 10 << 20
MAX_PHOTO_SIDES = 10_000  # width + height
MAX_PHOTO_RATIO = 20
MAX_UPLOAD_BYTES = 50 << 20
MAX_DOWNLOAD_BYTES = 20 << 20
MAX_ALBUM = 10
MAX_QUEUED_UPDATES = 100_000


@dataclass(frozen=True)
class TelegramSettings:
    """What differs between runs. All durations are real seconds."""

    bot_token: str = "770000001:AAPlaygroundBotTokenForLoopbackOnly"  # noqa: S105 - public
    bot_name: str = "Jimeng Playground"
    bot_username: str = "jimeng_playground_bot"
    privacy_mode: bool = True
    supports_inline: bool = True
    inline_feedback: bool = False  # chosen_inline_result; off until its owner asks for it
    seed: int = 20261122
    # The real window is not documented; reports say 10 to 15 s (Bot API notes, section 2).
    callback_answer_seconds: float = 15.0
    callback_life_seconds: float = 150.0
    inline_life_seconds: float = 30.0
    inline_answer_seconds: float = 30.0  # the real window is not documented either
    message_life_seconds: float = 24 * 3600.0
    delete_window_seconds: float = 48 * 3600.0
    file_link_seconds: float = 3600.0
    conflict_pause_seconds: float = 3.0
    same_offset_wait_seconds: float = 3.0
    same_offset_single_seconds: float = 0.5
    max_poll_seconds: float = 50.0
    # Flood limits are flexible and unpublished, hence off until asked for.
    flood_limits: bool = False
    flood_per_chat: float = 1.0  # messages a second, bursts of `flood_burst` allowed
    flood_burst: int = 5
    flood_per_group_minute: int = 20
    flood_overall: float = 30.0
