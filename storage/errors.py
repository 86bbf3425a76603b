"""Why a store can't be opened or read, each with the way out in its text. None names a secret."""

from __future__ import annotations

from bot.ports import StorageError


class DatabaseAddressError(StorageError):
    """DATABASE_URL is not an address of a SQLite file."""


class ForeignDatabaseError(StorageError):
    """The file is a database, but not one of this bot."""


class NewerSchemaError(StorageError):
    """A newer version of the bot wrote this database; nothing was changed."""


class DamagedDatabaseError(StorageError):
    """The file fails SQLite's own check, or a row holds what no version of the bot wrote.

    `finding` is what SQLite said about it, if it was SQLite that found it.
    """

    def __init__(self, text: str, *, finding: str = "") -> None:
        super().__init__(text)
        self.finding = finding


class KeyringError(StorageError):
    """The encryption keys can't be read, are malformed, or lie open to other users."""


class KeyMissingError(StorageError):
    """A secret names a key that the keyring does not have."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"the keyring has no key {key_id!r}")
        self.key_id = key_id


class SecretMismatchError(StorageError):
    """A secret was altered, or stands in another row than the one it was written for."""
