"""getFile."""

from __future__ import annotations

from playground.telegram_service.errors import bad_request
from playground.telegram_service.methods.call import Call
from playground.telegram_service.settings import MAX_DOWNLOAD_BYTES
from playground.telegram_service.wire import Json


async def get_file(call: Call) -> Json:
    """getFile: a path for downloading files up to 20 MB, good for an hour."""
    file_id = call.query.text("file_id").strip()
    world = call.world
    if not file_id:
        raise bad_request("file_id not specified")
    stored = world.files.by_file_id(file_id, world.bot.user.id)
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.data),
        "file_path": world.files.link(stored),
    }
