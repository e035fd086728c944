"""Encrypts what must not be readable in the database, under one key that the server keeps elsewhere."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from nodepilot.errors import ServiceError
from nodepilot.sentences import say
from nodepilot.settings import Settings

NONCE_BYTES = 12


class WrongSecretKey(ServiceError):
    """Something was sealed under another secret key."""

    code = "WRONG_SECRET_KEY"


class Vault:
    """Seals and opens bytes (AES-256-GCM). What is sealed for one purpose does not open for another."""

    def __init__(self, secret: str) -> None:
        self._cipher = AESGCM(_key_for(secret, b"nodepilot vault"))
        self._derivation_key = _key_for(secret, b"nodepilot tokens")

    def seal(self, content: bytes, *, purpose: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, purpose.encode())

    def derive(self, name: str, *, purpose: str) -> str:
        """A token that only the holder of the secret can make, always the same for the same name."""
        mac = hmac.new(self._derivation_key, f"{purpose}\n{name}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(mac).decode().rstrip("=")

    def unseal(self, sealed: bytes, *, purpose: str) -> bytes:
        """Raises `WrongSecretKey`."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode())
        except (InvalidTag, ValueError) as error:
            raise WrongSecretKey(
                say("The stored keys were sealed under another secret key."),
                next_step=say("Set NODEPILOT_SECRET_KEY to the one that was used before."),
            ) from error


def _key_for(secret: str, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())


def open_vault(settings: Settings) -> Vault:
    """The vault under the key of the settings, or under one kept in the data folder."""
    return Vault(settings.secret_key or _kept_key(settings.data_dir / "secret.key"))


def _kept_key(path: Path) -> str:
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
    try:
        # Fails if another process was faster: then its key is the one.
        os.link(scratch, path)
    except FileExistsError:
        pass
    finally:
        scratch.unlink()
    return path.read_text().strip()
