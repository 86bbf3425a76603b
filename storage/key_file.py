"""The file of keys itself: made once, read, replaced whole, its owner's alone.

Our own file, or one that the settings name, is made private (0600) if others could read it, since
refusing to start would not undo that; where it can't be made private the start is refused.
"""

from __future__ import annotations

import logging
import os
import secrets
import stat
from pathlib import Path

from storage.backup import sync
from storage.crypto import Keyring, new_key, read_keyring, write_keyring
from storage.errors import KeyringError

log = logging.getLogger(__name__)

OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_key_file(path: Path) -> Keyring:
    """The keys in a file. Raises `KeyringError`, which quotes nothing of it."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeError) as error:
        raise KeyringError(f"the key file {path} can't be read: {type(error).__name__}") from error
    try:
        return read_keyring(text)
    except KeyringError as error:
        raise KeyringError(f"the key file {path} is malformed: {error}") from None


def create_key_file(path: Path) -> None:
    """Write a keyring of one fresh key; the file appears whole or not at all, and only once."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = _write_draft(path, Keyring([new_key()]))
        try:
            os.link(draft, path)  # unlike a rename, this never replaces another start's keys
        except FileExistsError:
            return
        finally:
            draft.unlink()
        sync(path.parent)
    except OSError as error:
        raise KeyringError(f"can't make a key file: {error}") from error
    log.warning(
        "encryption_keys_created: new encryption keys stand in %s. Back this file up, apart from "
        "the database: without it everybody has to log in again; with it and the database, "
        "anybody can read the logins.",
        path,
    )


def replace_key_file(path: Path, keyring: Keyring) -> None:
    """Put other keys into the file; at any moment it holds the old ones or the new ones, whole.

    Raises `KeyringError`.
    """
    try:
        draft = _write_draft(path, keyring)
        try:
            draft.replace(path)
        except OSError:
            draft.unlink()
            raise
        sync(path.parent)
    except OSError as error:
        raise KeyringError(f"the key file can't be rewritten: {error}") from error


def make_private(path: Path) -> None:
    """Take the file away from other users, and say so. Raises `KeyringError`."""
    try:
        mode = path.stat().st_mode
        if not mode & OPEN_TO_OTHERS:
            return
        path.chmod(0o600)
    except OSError as error:
        raise KeyringError(
            f"the key file can't be opened or made private (chmod 600): {error}"
        ) from error
    log.warning(
        "encryption_keys_were_open: %s could be read by other users (mode %o); it is 600 now. "
        "Change the keys (main.py keys rotate) if somebody may have copied them.",
        path,
        stat.S_IMODE(mode),
    )


def _write_draft(path: Path, keyring: Keyring) -> Path:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(write_keyring(keyring))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        draft.unlink()
        raise
    return draft
