"""Secrets at rest: AES-256-GCM, each record bound to the row and the purpose it was written for.

A record is `v1 | length of key id | key id | nonce (12) | ciphertext and tag`. What it is bound to
goes in as associated data, so that a secret moved to another person's row does not decrypt.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import struct
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import KeyMissingError, KeyringError, SecretMismatchError

KEY_BYTES = 32
NONCE_BYTES = 12

_FORMAT = b"v1"
_KEY_ID = re.compile(r"[A-Za-z0-9_.-]{1,32}")


@dataclass(frozen=True, slots=True)
class Key:
    """One key and the public name by which records call it."""

    id: str
    material: bytes = field(repr=False)


class Keys(Protocol):
    """What a cipher asks: the key to encrypt with now, and any key by its name."""

    @property
    def newest(self) -> Key: ...

    @property
    def ids(self) -> tuple[str, ...]:
        """The keys' names, newest first."""
        ...

    def find(self, key_id: str) -> Key:
        """Raises `KeyMissingError`."""
        ...


class Keyring:
    """Keys in the order of their text: the first encrypts, all decrypt."""

    def __init__(self, keys: Sequence[Key]) -> None:
        if not keys:
            raise KeyringError("there is no key in the keyring")
        self._keys = {key.id: key for key in keys}
        if len(self._keys) != len(keys):
            raise KeyringError("two keys of the keyring have the same name")
        self._newest = keys[0]

    @property
    def newest(self) -> Key:
        """The key that encrypts."""
        return self._newest

    @property
    def ids(self) -> tuple[str, ...]:
        """The keys' names, newest first."""
        return tuple(self._keys)

    def find(self, key_id: str) -> Key:
        """Raises `KeyMissingError`."""
        try:
            return self._keys[key_id]
        except KeyError:
            raise KeyMissingError(key_id) from None

    def led_by(self, key: Key) -> Keyring:
        """These keys behind a new one, which encrypts from now on."""
        return Keyring([key, *self._keys.values()])

    def without(self, key_ids: Collection[str]) -> Keyring:
        """The keys but for these. Raises `KeyringError` when none is left."""
        return Keyring([key for key in self._keys.values() if key.id not in key_ids])

    def __repr__(self) -> str:
        return f"Keyring({', '.join(self.ids)})"


def read_keyring(text: str) -> Keyring:
    """Read `name:base64` entries, newest first, one a line or separated by commas.

    Empty lines and lines beginning with # are passed over. Raises `KeyringError`, which counts
    entries and never quotes one.
    """
    lines = (line.strip() for line in text.splitlines())
    entries = [
        entry.strip() for line in lines if not line.startswith("#") for entry in line.split(",")
    ]
    return Keyring([_read_key(entry, n) for n, entry in enumerate(filter(None, entries), start=1)])


def write_keyring(keyring: Keyring) -> str:
    """The text that `read_keyring` reads."""
    keys = (keyring.find(key_id) for key_id in keyring.ids)
    return "".join(f"{key.id}:{base64.b64encode(key.material).decode()}\n" for key in keys)


def new_key() -> Key:
    """A fresh key under a random name."""
    return Key(id=os.urandom(4).hex(), material=os.urandom(KEY_BYTES))


def _read_key(entry: str, place: int) -> Key:
    key_id, colon, encoded = entry.partition(":")
    if not colon or not _KEY_ID.fullmatch(key_id.strip()):
        raise KeyringError(f"key {place} is not of the form name:base64")
    try:
        material = base64.b64decode(encoded.strip().translate(_URL_SAFE), validate=True)
    except binascii.Error:
        raise KeyringError(f"key {place} is not base64 after the colon") from None
    if len(material) != KEY_BYTES:
        raise KeyringError(f"key {place} has {len(material)} bytes; it takes {KEY_BYTES}")
    return Key(id=key_id.strip(), material=material)


_URL_SAFE = str.maketrans("-_", "+/")


class TokenCipher:
    """Encrypts what is written and decrypts what is read, for one purpose.

    Each call names what the record belongs to (a person and an account, an update); the same
    names are needed to read it.
    """

    def __init__(self, keyring: Keys, purpose: str) -> None:
        self._keyring = keyring
        self._purpose = purpose

    def encrypt(self, plain: bytes, *belongs_to: str) -> bytes:
        key = self._keyring.newest
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(key.material).encrypt(nonce, plain, self._binding(key.id, belongs_to))
        name = key.id.encode()
        return _FORMAT + bytes([len(name)]) + name + nonce + sealed

    def decrypt(self, record: bytes, *belongs_to: str) -> bytes:
        """Raises `KeyMissingError` or `SecretMismatchError`."""
        key_id, nonce, sealed = _split(record)
        key = self._keyring.find(key_id)
        try:
            return AESGCM(key.material).decrypt(nonce, sealed, self._binding(key_id, belongs_to))
        except InvalidTag:
            raise SecretMismatchError(
                f"a record of key {key_id!r} was altered or belongs elsewhere"
            ) from None

    def _binding(self, key_id: str, belongs_to: tuple[str, ...]) -> bytes:
        """Each name with its length before it, so that no two lists of names look alike."""
        names = (self._purpose, *belongs_to, key_id)
        return b"".join(
            struct.pack(">I", len(encoded)) + encoded for encoded in (n.encode() for n in names)
        )


def key_id_of(record: bytes) -> str:
    """The name of the key that a record was written with. Raises `SecretMismatchError`."""
    return _split(record)[0]


def _split(record: bytes) -> tuple[str, bytes, bytes]:
    head = len(_FORMAT) + 1
    if not record.startswith(_FORMAT) or len(record) < head:
        raise SecretMismatchError("a record is not of a form that is known")
    name_end = head + record[head - 1]
    nonce_end = name_end + NONCE_BYTES
    name = record[head:name_end]
    if len(record) < nonce_end or not _KEY_ID.fullmatch(name.decode("ascii", "replace")):
        raise SecretMismatchError("a record is cut short or damaged")
    return name.decode(), record[name_end:nonce_end], record[nonce_end:]
