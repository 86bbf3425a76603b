"""Packer on our disk: archives of JSON files, each small enough for a bot to send."""

from __future__ import annotations

import asyncio
import json
import secrets
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from bot.domain.ids import UserId
from bot.ports.personal import Row
from bot.private_files import make_private_folder

FOLDER: Final = "exports"
LARGEST: Final = 40 * 1024 * 1024
"""Bytes after which the next archive begins: bots may send 50 MB, one batch is small."""


class ExportFiles:
    """Implements `bot.ports.Packer` under the data directory. Nothing of it stays there."""

    def __init__(self, data_dir: Path, *, largest: int = LARGEST) -> None:
        self._folder = data_dir / FOLDER
        self._largest = largest

    async def pack(
        self, user_id: UserId, rows: AsyncIterator[tuple[str, Sequence[Row]]]
    ) -> AsyncIterator[Path]:
        folder = self._folder / secrets.token_hex(8)
        await asyncio.to_thread(make_private_folder, folder)
        try:
            number, part = 1, 0
            path = folder / _name(user_id, number)
            async for kind, batch in rows:
                part += 1
                size = await asyncio.to_thread(_add, path, f"{kind}-{part:04d}.json", batch)
                if size >= self._largest:
                    yield path
                    await asyncio.to_thread(path.unlink)
                    number += 1
                    path = folder / _name(user_id, number)
            if path.exists():
                yield path
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    def clear(self) -> None:
        """Erase what a death in the middle left behind. Blocks."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _name(user_id: UserId, number: int) -> str:
    return f"mydata-{user_id}-{number}.zip"


def _add(path: Path, name: str, batch: Sequence[Row]) -> int:
    """Add one file to an archive, which is made if there is none; gives its size in bytes."""
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, json.dumps(batch, ensure_ascii=False, indent=1))
    path.chmod(0o600)
    return path.stat().st_size
