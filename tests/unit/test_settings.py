from __future__ import annotations

from pathlib import Path

import pytest

from nodepilot.settings import VARIABLES, InvalidSetting, load_settings


def test_defaults() -> None:
    settings = load_settings({"HOME": "/nowhere"})
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 8000, None)
    assert settings.listens_on_loopback
    assert settings.data_dir.is_absolute()


def test_values() -> None:
    settings = load_settings(
        {
            "NODEPILOT_DATA_DIR": "/srv/nodepilot",
            "NODEPILOT_PORT": "0",
            "NODEPILOT_HOST": "::1",
            "NODEPILOT_PUBLIC_URL": "https://Example.com/",
        }
    )
    assert settings.data_dir == Path("/srv/nodepilot")
    assert (settings.host, settings.port) == ("::1", 0)
    assert settings.public_url == "https://Example.com"


@pytest.mark.parametrize("name", VARIABLES)
def test_empty_is_unset(name: str) -> None:
    assert load_settings({name: "  "}) == load_settings({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NODEPILOT_PORT", "http"),
        ("NODEPILOT_PORT", "70000"),
        ("NODEPILOT_PORT", "-1"),
        ("NODEPILOT_PUBLIC_URL", "example.com"),
        ("NODEPILOT_PUBLIC_URL", "https://example.com/path"),
        ("NODEPILOT_PUBLIC_URL", "ftp://example.com"),
        ("NODEPILOT_SECRET_KEY", "short"),
        ("DATABASE_URL", "mysql://localhost"),
        ("DATABASE_APP_URL", "localhost"),
    ],
)
def test_what_cannot_be_used(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=f"`{name}`") as caught:
        load_settings({name: value})
    assert caught.value.next_step


def test_secrets_are_not_shown() -> None:
    key, url = "k" * 32, "postgresql://user:password@host/db"
    shown = repr(load_settings({"NODEPILOT_SECRET_KEY": key, "DATABASE_URL": url, "DATABASE_APP_URL": url}))
    assert key not in shown
    assert "password" not in shown
