"""Settings as operators write them: what is read, what is refused, what is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.jimeng_catalogue import read_catalogue
from bot.config import TELEGRAM_API, SettingsError, read_settings
from bot.domain.preferences import NOTHING, Chosen
from bot.domain.receipts import Output

TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without `.env`."""
    monkeypatch.chdir(tmp_path)


def test_closed_by_default() -> None:
    access = read_settings().access
    assert not access.allows(7)
    assert not access.is_admin(7)


def test_people_are_named_by_comma_and_admins_may_use_it_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALLOWED_USERS", "7, 8")
    monkeypatch.setenv("ADMIN_USERS", "9")
    access = read_settings().access
    assert [user for user in range(6, 11) if access.allows(user)] == [7, 8, 9]
    assert access.is_admin(9)


def test_a_star_lets_everybody_in_but_makes_nobody_admin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_USERS", "*")
    access = read_settings().access
    assert access.allows(1)
    assert not access.is_admin(1)


@pytest.mark.parametrize("suffix", ["", "/", "/bot", "/bot/"])
def test_any_bot_api_server_by_its_root(monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", f"http://127.0.0.1:8081{suffix}")
    assert read_settings().telegram_api_url == "http://127.0.0.1:8081"


@pytest.mark.parametrize("rest", ["/prefix", "/?x=1", "#x"])
def test_the_services_address_is_one_origin(monkeypatch: pytest.MonkeyPatch, rest: str) -> None:
    monkeypatch.setenv("JIMENG_API_URL", "http://127.0.0.1:8080/")
    assert read_settings().jimeng_api_url == "http://127.0.0.1:8080/"
    monkeypatch.setenv("JIMENG_API_URL", f"http://127.0.0.1:8080{rest}")
    with pytest.raises(SettingsError, match="JIMENG_API_URL"):
        read_settings()


def test_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=debug\nDATA_DIR=from-file\nJIMENG_API_URL=\n")
    monkeypatch.setenv("DATA_DIR", "from-environment")
    settings = read_settings()
    assert (settings.log_level, settings.data_dir) == ("DEBUG", Path("from-environment"))
    assert settings.jimeng_api_url is None


def test_all_problems_are_told_at_once_and_without_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_PROXY", "socks4://user:hunter2@proxy.test:1080")
    monkeypatch.setenv("ALLOWED_USERS", "alice")
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    with pytest.raises(SettingsError) as caught:
        read_settings()
    told = str(caught.value)
    assert [line.split(":")[0] for line in told.splitlines()] == [
        "TELEGRAM_PROXY",
        "ALLOWED_USERS",
        "LOG_LEVEL",
    ]
    assert "hunter2" not in told
    assert TOKEN not in told


def test_secrets_do_not_stand_in_the_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("JIMENG_PROXY", "http://user:hunter2@proxy.test:1080")
    assert TOKEN not in repr(read_settings())
    assert "hunter2" not in repr(read_settings())


def test_time_is_sped_up_at_home_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIME_SCALE", "100")
    with pytest.raises(SettingsError, match="TIME_SCALE"):
        read_settings()
    monkeypatch.setenv("TELEGRAM_API_URL", "http://[::1]:8081")
    assert read_settings().time_scale == 100


def test_the_example_can_be_used_as_it_stands(tmp_path: Path) -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text()
    (tmp_path / ".env").write_text(example)
    settings = read_settings()
    assert settings.telegram_bot_token is None
    assert (settings.telegram_api_url, settings.data_dir) == (TELEGRAM_API, Path("data"))


def test_the_example_names_every_setting() -> None:
    from bot.config import Settings

    example = (Path(__file__).parents[2] / ".env.example").read_text()
    missing = [
        name.upper()
        for name in Settings.model_fields
        # Keys don't belong into a file that is easily shown: the example says so in words.
        if f"\n{name.upper()}=" not in example and name != "encryption_keys"
    ]
    assert missing == []
    assert "ENCRYPTION_KEYS" in example


def test_an_operators_settings_are_read_in_the_words_of_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    catalogue = read_catalogue()
    assert read_settings().usual(catalogue) == NOTHING
    monkeypatch.setenv("DEFAULT_SETTINGS", "ask 20, output verbose, hints off")
    assert read_settings().usual(catalogue) == Chosen(
        ask_above=20, output=Output.VERBOSE, hints=False
    )
    monkeypatch.setenv("DEFAULT_SETTINGS", "ask 20, colour red")
    with pytest.raises(SettingsError, match="DEFAULT_SETTINGS: 'colour'"):
        read_settings().usual(catalogue)
