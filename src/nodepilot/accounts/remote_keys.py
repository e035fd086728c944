"""The public keys of an issuer elsewhere, fetched from its JWKS address and kept for some minutes."""

from __future__ import annotations

import asyncio
import json
import logging
import time
import urllib.request
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from nodepilot.errors import ServiceError
from nodepilot.sentences import say

log = logging.getLogger(__name__)

LIFETIME = 300.0
"""Seconds for which keys are taken as they are."""

PAUSE = 10.0
"""Seconds between two fetches: whoever makes up key ids must not make us ask each time."""

PATIENCE = 5.0
LARGEST = 1_000_000
"""Bytes of a key set."""


class IssuerUnavailable(ServiceError):
    """The issuer's keys cannot be had, and none are known from before."""

    code = "ISSUER_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__(
            say("Sign-in cannot be checked at the moment."), next_step=say("Try again in a moment.")
        )


class RemoteKeys:
    """Keys by their id. `look_up` before `find`, which only looks at what is there."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._keys: Mapping[str, rsa.RSAPublicKey] = {}
        self._fetched = self._tried = float("-inf")
        self._fetching = asyncio.Lock()

    def find(self, key_id: str) -> rsa.RSAPublicKey | None:
        return self._keys.get(key_id)

    async def look_up(self, key_id: str) -> None:
        """Fetches the keys when they are old, or when this one is unknown. Raises `IssuerUnavailable`.

        Old keys go on counting while the issuer does not answer.
        """
        async with self._fetching:
            now = time.monotonic()
            fresh = now - self._fetched < LIFETIME and key_id in self._keys
            if not fresh and now - self._tried >= PAUSE:
                self._tried = now
                try:
                    self._keys = await asyncio.to_thread(_fetch, self._url)
                    self._fetched = now
                except (OSError, ValueError, jwt.PyJWTError) as error:
                    log.warning("The keys at %s cannot be had: %s", self._url, error)
        if not self._keys:
            raise IssuerUnavailable


def _fetch(url: str) -> dict[str, rsa.RSAPublicKey]:
    """RSA keys for signatures; any other key of the set is left out."""
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - from the settings, http(s) only
        document = json.loads(answer.read(LARGEST))
    listed: list[Any] = document.get("keys", []) if isinstance(document, dict) else []
    keys = {}
    for each in listed:
        if isinstance(each, dict) and each.get("kty") == "RSA" and each.get("use", "sig") == "sig":
            key = jwt.PyJWK(each, algorithm="RS256").key
            if isinstance(key, rsa.RSAPublicKey):
                keys[str(each.get("kid"))] = key
    return keys
