"""A keyring that follows its file, so that keys can be changed while the bot runs.

Before anything is encrypted the file is looked at; a name that is not known is looked for in it
again. A key that left the file still opens what this process read before, and nothing else is
encrypted with it.
"""

from __future__ import annotations

import logging
from pathlib import Path

from storage.crypto import Key
from storage.errors import KeyMissingError, KeyringError
from storage.key_file import read_key_file

log = logging.getLogger(__name__)

Stamp = tuple[int, int, int] | None


class LiveKeyring:
    """The keys of one file as it is now. Raises `KeyringError` if it can't be read at first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = _stamp_of(path)
        self._keyring = read_key_file(path)
        self._former: dict[str, Key] = {}

    @property
    def newest(self) -> Key:
        """The key that encrypts."""
        self._follow()
        return self._keyring.newest

    @property
    def ids(self) -> tuple[str, ...]:
        """The keys' names, newest first."""
        self._follow()
        return self._keyring.ids

    def find(self, key_id: str) -> Key:
        """Raises `KeyMissingError`."""
        if key_id not in self._keyring.ids:
            self._follow()
        try:
            return self._keyring.find(key_id)
        except KeyMissingError:
            former = self._former.get(key_id)
            if former is None:
                raise
            return former

    def __repr__(self) -> str:
        return f"LiveKeyring({self._path.name}: {', '.join(self._keyring.ids)})"

    def _follow(self) -> None:
        """Read the file again if it changed; one that can't be read changes nothing here."""
        stamp = _stamp_of(self._path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            keyring = read_key_file(self._path)
        except KeyringError as error:
            log.error("encryption_keys_not_reloaded: %s. The keys read before stay in use.", error)
            return
        self._former.update({key_id: self._keyring.find(key_id) for key_id in self._keyring.ids})
        self._keyring = keyring
        log.info("encryption_keys_reloaded newest=%s keys=%d", keyring.newest.id, len(keyring.ids))


def _stamp_of(path: Path) -> Stamp:
    """What changes when the file is replaced or rewritten."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
