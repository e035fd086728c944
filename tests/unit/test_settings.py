from __future__ import annotations

from pathlib import Path

import pytest

from nodepilot.settings import ANY_PARTY, VARIABLES, InvalidSetting, load_settings


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
        ("CLERK_ISSUER", "clerk.example.com"),
        ("CLERK_JWKS_URL", "ftp://clerk.example.com/keys"),
        ("CLERK_AUTHORIZED_PARTIES", "https://app.example.com, app.example.com"),
        ("STRIPE_API_BASE", "localhost"),
        ("REDIS_URL", "http://redis.example.com"),
        ("SMTP_URL", "http://mail.example.com"),
        ("SMTP_URL", "smtp://mail.example.com:port"),
        ("SMTP_URL", "smtp://mail.example.com"),
        ("NODEPILOT_MAIL_FROM", "nobody"),
        ("NODEPILOT_PRO_CREDITS", "many"),
    ],
)
def test_what_cannot_be_used(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=f"`{name}`") as caught:
        load_settings({name: value})
    assert caught.value.next_step


def test_where_credits_are_sold_they_are_limited() -> None:
    key = {"STRIPE_SECRET_KEY": "sk_test_nothing"}
    assert load_settings({}).unlimited_credits
    assert not load_settings(key).unlimited_credits
    assert load_settings(key | {"NODEPILOT_CREDITS": "unlimited"}).unlimited_credits


def test_parties_are_listed() -> None:
    assert load_settings({"CLERK_AUTHORIZED_PARTIES": "any"}).clerk_parties == ANY_PARTY
    listed = load_settings({"CLERK_AUTHORIZED_PARTIES": "https://a.example.com/, http://localhost:5173"})
    assert listed.clerk_parties == {"https://a.example.com", "http://localhost:5173"}


def test_own_address() -> None:
    assert load_settings({"NODEPILOT_HOST": "::1"}).own_address == "http://[::1]:8000"
    public = load_settings({"NODEPILOT_PUBLIC_URL": "https://nodepilot.example.com"})
    assert public.own_address == "https://nodepilot.example.com"


@pytest.mark.parametrize(
    "name", ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "CLERK_WEBHOOK_SECRET", "SUPABASE_WEBHOOK_SECRET"]
)
def test_no_secret_of_another_service_is_shown(name: str) -> None:
    assert "hidden" not in repr(load_settings({name: "hidden"}))


def test_secrets_are_not_shown() -> None:
    key, url = "k" * 32, "postgresql://user:password@host/db"
    shown = repr(load_settings({"NODEPILOT_SECRET_KEY": key, "DATABASE_URL": url, "DATABASE_APP_URL": url}))
    assert key not in shown
    assert "password" not in shown


def test_prices_that_the_operator_names() -> None:
    named = {"STRIPE_PRICE_STARTER": "price_1", "STRIPE_PRICE_PACK": " "}
    assert load_settings(named).stripe_prices == {"starter": "price_1"}
