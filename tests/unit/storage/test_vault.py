from __future__ import annotations

from pathlib import Path

import pytest

from nodepilot.settings import Settings
from nodepilot.storage.vault import Vault, WrongSecretKey, open_vault


def test_what_is_sealed_opens_again() -> None:
    sealed = Vault("secret").seal(b"content", purpose="test")
    assert b"content" not in sealed
    assert Vault("secret").unseal(sealed, purpose="test") == b"content"


def test_it_never_looks_the_same_twice() -> None:
    vault = Vault("secret")
    assert vault.seal(b"content", purpose="test") != vault.seal(b"content", purpose="test")


def test_another_key_purpose_or_content_does_not_open() -> None:
    sealed = Vault("secret").seal(b"content", purpose="test")
    for vault, content, purpose in (
        (Vault("other"), sealed, "test"),
        (Vault("secret"), sealed, "other"),
        (Vault("secret"), sealed[:-1] + bytes([sealed[-1] ^ 1]), "test"),
        (Vault("secret"), b"", "test"),
    ):
        with pytest.raises(WrongSecretKey):
            vault.unseal(content, purpose=purpose)


def test_a_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    sealed = open_vault(settings).seal(b"content", purpose="test")
    key = tmp_path / "data" / "secret.key"
    assert key.stat().st_mode & 0o077 == 0
    assert [path.name for path in key.parent.iterdir()] == ["secret.key"]
    assert open_vault(settings).unseal(sealed, purpose="test") == b"content"


def test_the_setting_goes_first(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", secret_key="s" * 32)
    open_vault(settings)
    assert not (tmp_path / "data").exists()
