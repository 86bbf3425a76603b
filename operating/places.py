"""Where the settings say that things are."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from bot.config import Settings
from storage import Keys, database_path, database_url, open_keyring
from storage.keyring_file import KeySource, find_keys


def plain(value: SecretStr | None) -> str | None:
    """A secret setting for the call that needs it."""
    return value.get_secret_value() if value is not None else None


def database_address(settings: Settings) -> str:
    """DATABASE_URL, or the file in the data directory."""
    return settings.database_url or database_url(settings.data_dir)


def database_of(settings: Settings) -> Path:
    """The database file. Raises `DatabaseAddressError`."""
    return database_path(database_address(settings))


def keys_of(settings: Settings) -> KeySource:
    """Where the keys come from; nothing is made. Raises `KeyringError`."""
    return find_keys(
        settings.data_dir, plain(settings.encryption_keys), settings.encryption_keys_file
    )


def open_keys(settings: Settings) -> Keys:
    """The keys, our own file made if need be. Raises `KeyringError`."""
    return open_keyring(
        settings.data_dir, plain(settings.encryption_keys), settings.encryption_keys_file
    )
