"""A record opens only in its own place, under its own key; nothing prints what it holds."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from storage import KeyMissingError, Keyring, KeyringError
from storage.crypto import (
    KEY_BYTES,
    Key,
    TokenCipher,
    key_id_of,
    new_key,
    read_keyring,
    write_keyring,
)
from storage.errors import SecretMismatchError

OLD, NEW = Key("old", b"o" * KEY_BYTES), Key("new", b"n" * KEY_BYTES)


def cipher(*keys: Key, purpose: str = "credential") -> TokenCipher:
    return TokenCipher(Keyring(keys or (OLD,)), purpose)


names = st.lists(st.text(), max_size=3)


@given(st.binary(), names)
def test_what_is_encrypted_for_a_place_opens_there(plain: bytes, place: list[str]) -> None:
    record = cipher().encrypt(plain, *place)
    assert cipher().decrypt(record, *place) == plain


@given(names, names)
def test_and_nowhere_else(place: list[str], other: list[str]) -> None:
    """`("ab", "c")` and `("a", "bc")` are different places: lengths go in, too."""
    record = cipher().encrypt(b"secret", *place)
    if place == other:
        assert cipher().decrypt(record, *other) == b"secret"
    else:
        with pytest.raises(SecretMismatchError):
            cipher().decrypt(record, *other)


def test_names_that_run_together_are_different_places() -> None:
    with pytest.raises(SecretMismatchError):
        cipher().decrypt(cipher().encrypt(b"secret", "ab", "c"), "a", "bc")


def test_another_purpose_is_another_place() -> None:
    record = cipher(purpose="credential").encrypt(b"secret", "7")
    with pytest.raises(SecretMismatchError):
        cipher(purpose="update").decrypt(record, "7")


@given(st.data())
def test_any_changed_bit_is_noticed(data: st.DataObject) -> None:
    record = bytearray(cipher().encrypt(b"secret", "7"))
    place = data.draw(st.integers(0, len(record) - 1))
    record[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises((SecretMismatchError, KeyMissingError)):
        cipher().decrypt(bytes(record), "7")


@given(st.binary(max_size=40))
def test_junk_is_no_record(junk: bytes) -> None:
    with pytest.raises((SecretMismatchError, KeyMissingError)):
        cipher().decrypt(junk, "7")


def test_the_same_secret_never_looks_the_same() -> None:
    records = {cipher().encrypt(b"secret", "7") for _ in range(20)}
    assert len(records) == 20


def test_the_first_key_encrypts_and_all_decrypt() -> None:
    before = cipher(OLD).encrypt(b"secret", "7")
    both = cipher(NEW, OLD)
    assert both.decrypt(before, "7") == b"secret"
    after = both.encrypt(b"secret", "7")
    assert (key_id_of(before), key_id_of(after)) == ("old", "new")
    assert cipher(NEW).decrypt(after, "7") == b"secret"


def test_a_missing_key_is_named() -> None:
    record = cipher(OLD).encrypt(b"secret", "7")
    with pytest.raises(KeyMissingError, match="old") as caught:
        cipher(NEW).decrypt(record, "7")
    assert caught.value.key_id == "old"


def test_a_key_under_anothers_name_is_a_mismatch() -> None:
    record = cipher(OLD).encrypt(b"secret", "7")
    with pytest.raises(SecretMismatchError):
        cipher(Key("old", NEW.material)).decrypt(record, "7")


def test_the_record_is_laid_out_as_written_down() -> None:
    """Read by hand, with the library alone, so that the form can't change unnoticed."""
    record = cipher(OLD).encrypt(b"secret", "user 7", "account 3")
    assert record[:6] == b"v1\x03old"
    nonce, sealed = record[6:18], record[18:]
    binding = b"\0\0\0\x0acredential\0\0\0\x06user 7\0\0\0\x09account 3\0\0\0\x03old"
    assert AESGCM(OLD.material).decrypt(nonce, sealed, binding) == b"secret"


def test_a_keyring_comes_back_from_its_text() -> None:
    ring = Keyring([new_key(), new_key()])
    again = read_keyring(write_keyring(ring))
    assert again.ids == ring.ids
    assert [again.find(key_id) for key_id in again.ids] == [ring.find(k) for k in ring.ids]


def encoded(fill: bytes) -> str:
    return base64.b64encode(fill * KEY_BYTES).decode()


@pytest.mark.parametrize(
    "text",
    [
        f"a:{encoded(b'a')},b:{encoded(b'b')}",
        f"# newest first\n a:{encoded(b'a')} \n\n b : {encoded(b'b')},\n",
    ],
)
def test_a_keyring_is_read_newest_first(text: str) -> None:
    ring = read_keyring(text)
    assert ring.ids == ("a", "b")
    assert ring.newest == Key("a", b"a" * KEY_BYTES)


def test_base64_for_addresses_is_read_too() -> None:
    text = base64.urlsafe_b64encode(b"\xfb\xff" * 16).decode()
    assert "-" in text or "_" in text
    assert read_keyring(f"a:{text}").newest.material == b"\xfb\xff" * 16


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no key"),
        ("# nothing\n,\n", "no key"),
        (encoded(b"s"), "key 1 is not of the form"),
        (f"a:{encoded(b'a')},b c:{encoded(b'b')}", "key 2 is not of the form"),
        ("a:c2hvcnQ=", "key 1 has 5 bytes"),
        ("a:***", "key 1 is not base64"),
        (f"a:{encoded(b'a')},a:{encoded(b'b')}", "same name"),
    ],
)
def test_a_malformed_keyring_is_refused_without_a_quote(text: str, complaint: str) -> None:
    with pytest.raises(KeyringError, match=complaint) as caught:
        read_keyring(text)
    for secret in (encoded(b"s"), encoded(b"a"), encoded(b"b"), "c2hvcnQ", "***"):
        assert secret not in str(caught.value)


def test_nothing_prints_a_key() -> None:
    ring = Keyring([OLD, NEW])
    assert repr(ring) == "Keyring(old, new)"
    shown = repr(ring) + str(ring) + repr(OLD) + repr(TokenCipher(ring, "credential"))
    assert "oooo" not in shown
    assert "nnnn" not in shown
