"""Where the keys come from. Named ones win over found ones, and found ones over our own file
beside the database, which is made on first start.

Files that a service manager hands in (systemd, Docker) are that manager's to protect and to change.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from storage.crypto import Keyring, Keys, read_keyring
from storage.errors import KeyringError
from storage.key_file import create_key_file, make_private, read_key_file
from storage.live_keyring import LiveKeyring

FILE_NAME = "jimeng_bot_keys"
SECRETS_FOLDER = Path("/run/secrets")


@dataclass(frozen=True, slots=True)
class KeySource:
    """Where the keys are: in a file, or (`path` is None) in ENCRYPTION_KEYS itself.

    `is_managed`: somebody else hands the file in, so it is neither made nor changed by us.
    `is_own`: nobody named it; it lies beside the database and is made if need be.
    """

    path: Path | None
    is_managed: bool = False
    is_own: bool = False
    text: str = field(default="", repr=False)

    @property
    def place(self) -> str:
        """The source in words, for an operator."""
        return "ENCRYPTION_KEYS in the environment" if self.path is None else str(self.path)

    def read(self) -> Keyring:
        """The keys as they are now; nothing is made or changed. Raises `KeyringError`."""
        return read_keyring(self.text) if self.path is None else read_key_file(self.path)


def find_keys(
    data_dir: Path,
    keys_text: str | None = None,
    keys_file: Path | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    secrets_folder: Path = SECRETS_FOLDER,
) -> KeySource:
    """Where the keys come from: ENCRYPTION_KEYS, ENCRYPTION_KEYS_FILE, a service manager
    ($CREDENTIALS_DIRECTORY, /run/secrets), or `data_dir`. Raises `KeyringError`.
    """
    if keys_text and keys_file:
        raise KeyringError("set ENCRYPTION_KEYS or ENCRYPTION_KEYS_FILE, not both")
    if keys_text:
        return KeySource(None, is_managed=True, text=keys_text)
    folders = [Path(environ[name]) for name in ("CREDENTIALS_DIRECTORY",) if environ.get(name)]
    folders.append(secrets_folder)
    if keys_file:
        return KeySource(keys_file, is_managed=keys_file.absolute().parent in folders)
    for folder in folders:
        if (folder / FILE_NAME).is_file():
            return KeySource(folder / FILE_NAME, is_managed=True)
    return KeySource(data_dir / FILE_NAME, is_own=True)


def open_keyring(
    data_dir: Path,
    keys_text: str | None = None,
    keys_file: Path | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    secrets_folder: Path = SECRETS_FOLDER,
) -> Keys:
    """The keys of `find_keys`, followed while they are in use; our own file is made if need be.

    Raises `KeyringError`.
    """
    source = find_keys(
        data_dir, keys_text, keys_file, environ=environ, secrets_folder=secrets_folder
    )
    if source.path is None:
        return source.read()
    if source.is_own and not source.path.exists():
        create_key_file(source.path)
    if not source.is_managed:
        make_private(source.path)
    return LiveKeyring(source.path)
