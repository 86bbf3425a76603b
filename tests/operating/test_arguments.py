"""What can be typed, and that each of it explains itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from operating.arguments import Arguments, Command, read_arguments


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", Arguments(Command.RUN)),
        ("run", Arguments(Command.RUN)),
        ("health", Arguments(Command.HEALTH)),
        ("backup", Arguments(Command.BACKUP)),
        ("backup x.db --replace", Arguments(Command.BACKUP, Path("x.db"), replace=True)),
        ("restore x.db", Arguments(Command.RESTORE, Path("x.db"))),
        ("keys list", Arguments(Command.KEYS_LIST)),
        ("keys rotate", Arguments(Command.KEYS_ROTATE)),
        ("keys rotate --keep-old", Arguments(Command.KEYS_ROTATE, keep_old=True)),
        ("doctor", Arguments(Command.DOCTOR)),
    ],
)
def test_every_command_is_read(typed: str, read: Arguments) -> None:
    assert read_arguments(typed.split()) == read


@pytest.mark.parametrize("typed", ["nonsense", "restore", "keys", "keys drop", "backup a b"])
def test_what_makes_no_sense_is_refused_with_a_hint(
    typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read_arguments(typed.split())
    assert ended.value.code == 2
    assert "usage: main.py" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["", *(str(command) for command in Command), "keys"])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_arguments([*command.split(), "--help"])
    assert ended.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 3
