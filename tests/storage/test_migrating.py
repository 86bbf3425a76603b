"""A file is made, brought up, or refused with a way out; a refused file is left as it was."""

from __future__ import annotations

import re
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine

from bot.ports import StorageError
from storage import (
    DamagedDatabaseError,
    DatabaseAddressError,
    ForeignDatabaseError,
    Keyring,
    NewerSchemaError,
    Storage,
    database_url,
    migrating,
    open_storage,
)
from storage.migrating import migrate, prepare_file
from storage.schema import metadata
from storage.upgrading import alembic_config
from tests.builders import make_job

ROOT = Path(__file__).resolve().parents[2]


def path_in(folder: Path) -> Path:
    return folder / "jimeng_bot.db"


def described(path: Path) -> dict[str, str]:
    """Every table and index as SQLite keeps it, spacing and quotes aside."""
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
        "AND name != 'alembic_version'"
    ).fetchall()
    connection.close()
    return {name: re.sub(r"\s+", " ", sql).replace('"', "").strip() for name, sql in rows}


def test_a_migrated_file_equals_the_schema_to_the_letter(tmp_path: Path) -> None:
    migrated, made = tmp_path / "migrated.db", tmp_path / "made.db"
    prepare_file(migrated)
    engine = create_engine(URL.create("sqlite", database=str(made)))
    metadata.create_all(engine)
    engine.dispose()
    assert described(migrated) == described(made)
    assert set(metadata.tables) <= set(described(migrated))


def test_alembic_finds_nothing_to_add(tmp_path: Path) -> None:
    prepare_file(path_in(tmp_path))
    engine = create_engine(URL.create("sqlite", database=str(path_in(tmp_path))))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_files_names_tell_what_alembic_reads_in_them() -> None:
    scripts = ScriptDirectory.from_config(alembic_config(migrating.MIGRATIONS))
    newest, known = migrating.revisions()
    assert newest == scripts.get_current_head()
    assert known == {script.revision for script in scripts.walk_revisions()}


def test_an_unchanged_file_needs_no_alembic(tmp_path: Path) -> None:
    """Every start looks at the file, and hardly any has to change it."""
    prepare_file(path_in(tmp_path))
    program = (
        "import sys; from pathlib import Path; from storage.migrating import prepare_file;"
        "prepare_file(Path(sys.argv[1])); sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, path_in(tmp_path)], check=True, cwd=ROOT)


def test_every_table_is_strict(storage: Storage) -> None:
    tables = {name: sql for name, sql in described(storage.database.path).items() if "TABLE" in sql}
    assert len(tables) >= 4
    assert all(sql.endswith("STRICT") for sql in tables.values())


async def test_a_fresh_file_is_private_with_its_logs(storage: Storage) -> None:
    await storage.jobs.add(make_job(1))
    folder = storage.database.path.parent
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    assert modes == {f"jimeng_bot.db{end}": 0o600 for end in ("", "-wal", "-shm")}


def test_nothing_is_copied_where_nothing_changes(tmp_path: Path) -> None:
    prepare_file(path_in(tmp_path))
    prepare_file(path_in(tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["jimeng_bot.db"]


async def test_an_older_database_is_copied_then_brought_up_with_its_rows(
    tmp_path: Path, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another schema is put behind ours here, as a release would."""
    storage = await open_storage(database_url(tmp_path), keyring)
    await storage.jobs.add(make_job(1))
    await storage.close()
    number = next_number()
    add_migrations(tmp_path / "migrations", "op.execute('CREATE TABLE news (id INTEGER) STRICT')")
    monkeypatch.setattr(migrating, "MIGRATIONS", tmp_path / "migrations")

    storage = await open_storage(database_url(tmp_path), keyring)
    assert await storage.jobs.get(make_job(1).id) == make_job(1)
    await storage.close()
    assert "news" in described(path_in(tmp_path))
    copy = tmp_path / f"jimeng_bot.db.before-{number:04}"
    assert "news" not in described(copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    kept = sqlite3.connect(copy).execute("SELECT id FROM jobs").fetchall()
    assert kept == [(make_job(1).id,)]


def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare_file(path_in(tmp_path))
    before = described(path_in(tmp_path))
    add_migrations(
        tmp_path / "migrations",
        "op.execute('CREATE TABLE news (id INTEGER)')",
        "op.execute('CREATE TABLE more (id INTEGER)'); op.execute('DROP TABLE nowhere')",
    )
    monkeypatch.setattr(migrating, "MIGRATIONS", tmp_path / "migrations")
    with pytest.raises(StorageError, match="is as before"):
        prepare_file(path_in(tmp_path))
    assert described(path_in(tmp_path)) == before


def test_a_file_of_the_first_schema_is_brought_up_to_the_letter(tmp_path: Path) -> None:
    old, made = tmp_path / "old.db", tmp_path / "made.db"
    migrate(old, "0001")
    assert "albums" not in described(old)
    for path in (old, made):
        prepare_file(path)
    assert described(old) == described(made)


def next_number() -> int:
    return len(list((migrating.MIGRATIONS / "versions").glob("r*.py"))) + 1


def add_migrations(folder: Path, *statements: str) -> None:
    """Our migrations with more behind them."""
    versions = folder / "versions"
    versions.mkdir(parents=True)
    for file in ("env.py", "script.py.mako"):
        (folder / file).write_text((migrating.MIGRATIONS / file).read_text())
    for version in (migrating.MIGRATIONS / "versions").glob("*.py"):
        (versions / version.name).write_text(version.read_text())
    for number, statement in enumerate(statements, start=next_number()):
        (versions / f"r{number:04}_next.py").write_text(
            "from alembic import op\n"
            f"revision, down_revision = '{number:04}', '{number - 1:04}'\n"
            f"def upgrade() -> None:\n    {statement}\n"
        )


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = path_in(tmp_path)
    prepare_file(path)
    stamp(path, "0999")
    before = path.read_bytes()
    with pytest.raises(NewerSchemaError, match=rf"schema 0999.* up to {next_number() - 1:04}"):
        prepare_file(path)
    assert path.read_bytes() == before


def stamp(path: Path, revision: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    connection = sqlite3.connect(path_in(tmp_path))
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    with pytest.raises(ForeignDatabaseError, match="another program"):
        prepare_file(path_in(tmp_path))
    assert set(described(path_in(tmp_path))) == {"bookmarks"}


def test_a_file_that_is_no_database_is_refused_with_advice(tmp_path: Path) -> None:
    path_in(tmp_path).write_bytes(b"not a database at all, whatever its name says" * 100)
    with pytest.raises(DamagedDatabaseError, match="put the newest backup"):
        prepare_file(path_in(tmp_path))


async def test_a_damaged_database_is_found_at_start(tmp_path: Path, keyring: Keyring) -> None:
    storage = await open_storage(database_url(tmp_path), keyring)
    for number in range(1, 60):
        await storage.jobs.add(make_job(number, remote="x" * 3000))
    await storage.close()
    path = path_in(tmp_path)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 8192] = b"\xa5" * 8192
    path.write_bytes(content)
    with pytest.raises(DamagedDatabaseError, match="keep a copy"):
        await open_storage(database_url(tmp_path), keyring)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="can't be opened"):
        prepare_file(tmp_path / "file" / "x.db")


def test_migrating_twice_is_once(tmp_path: Path) -> None:
    prepare_file(path_in(tmp_path))
    before = described(path_in(tmp_path))
    migrate(path_in(tmp_path), "head")
    assert described(path_in(tmp_path)) == before


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://db/bot",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "sqlite+aiosqlite:////x.db?mode=ro",
        "not an address",
    ],
)
async def test_only_files_are_opened(url: str, keyring: Keyring) -> None:
    with pytest.raises(DatabaseAddressError, match="DATABASE_URL"):
        await open_storage(url, keyring)


@pytest.mark.parametrize("name", ["plain", "with space", "per%20cent?#", "猫"])
async def test_any_folder_name_makes_an_address(
    tmp_path: Path, name: str, keyring: Keyring
) -> None:
    storage = await open_storage(database_url(tmp_path / name), keyring)
    assert await storage.jobs.add(make_job(1)) == (make_job(1), True)
    await storage.backup(tmp_path / name / "copy.db")
    await storage.close()
    assert (tmp_path / name / "jimeng_bot.db").is_file()
    assert (tmp_path / name / "copy.db").is_file()
