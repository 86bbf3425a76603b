"""Where keys come from, what happens when there are none, and who may read them."""

from __future__ import annotations

import base64
import logging
import stat
from pathlib import Path

import pytest

from storage import KeyringError, Keys, open_keyring
from storage.keyring_file import FILE_NAME


def text_of(name: str) -> str:
    return f"{name}:{base64.b64encode(name[:1].encode() * 32).decode()}\n"


def put(path: Path, name: str, mode: int = 0o600) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(name))
    path.chmod(mode)
    return path


class Machine:
    """A machine's folders: our data, a service manager's credentials, mounted secrets."""

    def __init__(self, root: Path) -> None:
        self.data = root / "data"
        self.credentials = root / "credentials"
        self.secrets = root / "secrets"

    def open(self, text: str | None = None, file: Path | None = None) -> Keys:
        return open_keyring(
            self.data,
            text,
            file,
            environ={"CREDENTIALS_DIRECTORY": str(self.credentials)},
            secrets_folder=self.secrets,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_makes_a_private_file_and_says_so_loudly(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    ring = machine.open()
    path = machine.data / FILE_NAME
    assert mode_of(path) == 0o600
    assert [file.name for file in machine.data.iterdir()] == [FILE_NAME]
    [record] = caplog.records
    assert record.levelno == logging.WARNING
    assert "encryption_keys_created" in record.message
    assert str(path) in record.message
    secret = path.read_text().partition(":")[2].strip()
    assert secret not in caplog.text
    assert base64.b64decode(secret) == ring.newest.material


def test_the_second_start_reads_the_same_keys(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    first = machine.open()
    caplog.clear()
    second = machine.open()
    assert second.newest == first.newest
    assert caplog.records == []


def test_every_machine_has_its_own_keys(tmp_path: Path) -> None:
    rings = [Machine(tmp_path / name).open() for name in ("a", "b")]
    assert rings[0].newest.material != rings[1].newest.material


def test_named_keys_win_over_found_ones_and_found_ones_over_our_own(machine: Machine) -> None:
    put(machine.data / FILE_NAME, "own")
    assert machine.open().ids == ("own",)
    put(machine.secrets / FILE_NAME, "mounted")
    assert machine.open().ids == ("mounted",)
    put(machine.credentials / FILE_NAME, "systemd")
    assert machine.open().ids == ("systemd",)
    named = put(machine.data / "elsewhere", "file")
    assert machine.open(file=named).ids == ("file",)
    assert machine.open(text=text_of("text")).ids == ("text",)


def test_given_keys_leave_no_file_behind(machine: Machine) -> None:
    machine.open(text=text_of("text"))
    assert not machine.data.exists()


def test_two_ways_at_once_are_refused(machine: Machine) -> None:
    with pytest.raises(KeyringError, match="not both"):
        machine.open(text=text_of("text"), file=put(machine.data / "k", "file"))


@pytest.mark.parametrize("named", [False, True])
def test_a_file_open_to_others_is_made_private_with_a_warning(
    machine: Machine, caplog: pytest.LogCaptureFixture, named: bool
) -> None:
    path = put(machine.data / FILE_NAME, "own", mode=0o644)
    machine.open(file=path if named else None)
    assert mode_of(path) == 0o600
    assert "encryption_keys_were_open" in caplog.text
    assert "644" in caplog.text


def test_a_mounted_secret_is_left_as_the_manager_made_it(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    """Docker mounts secrets readable by all in the container, and often read-only."""
    path = put(machine.secrets / FILE_NAME, "mounted", mode=0o444)
    assert machine.open().ids == ("mounted",)
    assert machine.open(file=path).ids == ("mounted",)
    assert mode_of(path) == 0o444
    assert caplog.records == []


def test_a_named_file_that_is_not_there_is_refused(machine: Machine) -> None:
    with pytest.raises(KeyringError, match="can't be opened"):
        machine.open(file=machine.data / "missing")
    assert not machine.data.exists()


@pytest.mark.parametrize("content", [b"", b"half a ke", b"\xff\xfe\x00"])
def test_a_damaged_file_is_refused_and_kept(machine: Machine, content: bytes) -> None:
    """Making fresh keys in its place would cut everybody off for good."""
    path = put(machine.data / FILE_NAME, "own")
    path.write_bytes(content)
    with pytest.raises(KeyringError, match=FILE_NAME):
        machine.open()
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_written_is_told(machine: Machine) -> None:
    machine.data.parent.mkdir(parents=True, exist_ok=True)
    machine.data.write_text("a file where the folder should be")
    with pytest.raises(KeyringError):
        machine.open()
