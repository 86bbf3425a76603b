"""Where the keys come from, and the file of them that is made on first start.

Named ones win over found ones, and found ones over our own file beside the database. Our own file,
or one that the settings name, is made private (0600) if others could read it, since refusing to
start would not undo that; where it can't be made private the start is refused. Files that a
service manager hands in (systemd, Docker) are that manager's to protect.
"""

from __future__ import annotations

import logging
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from storage.backup import sync
from storage.crypto import Keyring, new_key, read_keyring, write_keyring
from storage.errors import KeyringError

log = logging.getLogger(__name__)

FILE_NAME = "jimeng_bot_keys"
SECRETS_FOLDER = Path("/run/secrets")

_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def open_keyring(
    data_dir: Path,
    keys_text: str | None = None,
    keys_file: Path | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    secrets_folder: Path = SECRETS_FOLDER,
) -> Keyring:
    """The keyring of ENCRYPTION_KEYS, of ENCRYPTION_KEYS_FILE, of a service manager
    ($CREDENTIALS_DIRECTORY, /run/secrets), or of `data_dir`, where one is made if need be.

    Raises `KeyringError`.
    """
    if keys_text and keys_file:
        raise KeyringError("set ENCRYPTION_KEYS or ENCRYPTION_KEYS_FILE, not both")
    if keys_text:
        return read_keyring(keys_text)
    folders = [Path(environ[name]) for name in ("CREDENTIALS_DIRECTORY",) if environ.get(name)]
    folders.append(secrets_folder)
    if keys_file:
        if keys_file.absolute().parent not in folders:
            _make_private(keys_file)
        return _read(keys_file)
    for folder in folders:
        if (folder / FILE_NAME).is_file():
            return _read(folder / FILE_NAME)
    return _open_own(data_dir / FILE_NAME)


def _open_own(path: Path) -> Keyring:
    if not path.exists():
        _create(path)
    _make_private(path)
    return _read(path)


def _create(path: Path) -> None:
    """Write a keyring of one fresh key; the file appears whole or not at all, and only once."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_private(draft, write_keyring(Keyring([new_key()])))
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


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _make_private(path: Path) -> None:
    try:
        mode = path.stat().st_mode
        if not mode & _OPEN_TO_OTHERS:
            return
        path.chmod(0o600)
    except OSError as error:
        raise KeyringError(
            f"the key file can't be opened or made private (chmod 600): {error}"
        ) from error
    log.warning(
        "encryption_keys_were_open: %s could be read by other users (mode %o); it is 600 now. "
        "Change the keys if somebody may have copied them.",
        path,
        stat.S_IMODE(mode),
    )


def _read(path: Path) -> Keyring:
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeError) as error:
        raise KeyringError(f"the key file {path} can't be read: {type(error).__name__}") from error
    try:
        return read_keyring(text)
    except KeyringError as error:
        raise KeyringError(f"the key file {path} is malformed: {error}") from None
