"""Keys change while the bot runs: new ones are used at once, and no reader is cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import KeyMissingError, KeyringError, open_keyring
from storage.crypto import Key, Keyring, TokenCipher
from storage.key_file import read_key_file, replace_key_file
from storage.keyring_file import FILE_NAME
from storage.rotating import add_key

OLD, NEW = Key("old", b"o" * 32), Key("new", b"n" * 32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / FILE_NAME
    replace_key_file(file, Keyring([OLD]))
    return file


def test_a_new_first_key_encrypts_from_then_on(path: Path) -> None:
    keys = open_keyring(path.parent)
    cipher = TokenCipher(keys, "credential")
    before = cipher.encrypt(b"secret", "7")
    added = add_key(path)
    assert keys.newest.id == added
    assert keys.ids == (added, "old")
    assert cipher.decrypt(before, "7") == b"secret"
    assert TokenCipher(read_key_file(path).without(["old"]), "credential").decrypt(
        cipher.encrypt(b"secret", "7"), "7"
    )


def test_a_name_that_is_not_known_is_looked_for_in_the_file(path: Path) -> None:
    keys = open_keyring(path.parent)
    replace_key_file(path, Keyring([NEW, OLD]))
    assert keys.find("new") == NEW
    with pytest.raises(KeyMissingError):
        keys.find("never")


def test_what_was_read_before_its_key_was_dropped_still_opens(path: Path) -> None:
    """A row is read, the last old key is dropped, the row is decrypted: in this order."""
    keys = open_keyring(path.parent)
    record = TokenCipher(keys, "credential").encrypt(b"secret", "7")
    replace_key_file(path, Keyring([NEW]))
    assert keys.newest == NEW
    assert keys.ids == ("new",)
    assert TokenCipher(keys, "credential").decrypt(record, "7") == b"secret"


@pytest.mark.parametrize("content", [None, b"", b"new:half-a-k", b"\xff"])
def test_a_file_that_breaks_while_in_use_changes_nothing(
    path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    keys = open_keyring(path.parent)
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    assert [keys.newest, keys.newest] == [OLD, OLD]
    told = [record for record in caplog.records if "not_reloaded" in record.message]
    assert len(told) == 1
    replace_key_file(path, Keyring([NEW]))
    assert keys.newest == NEW


def test_a_key_file_is_replaced_whole_or_not_at_all(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(KeyringError, match="No space left"):
        add_key(path)
    assert read_key_file(path).ids == ("old",)
    assert [file.name for file in path.parent.iterdir()] == [FILE_NAME]


def test_nothing_prints_the_keys(path: Path) -> None:
    assert "oooo" not in repr(open_keyring(path.parent))
