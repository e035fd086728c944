"""Signs and verifies the tokens that carry an identity: JWTs against a set of public keys.

One path for all issuers: the token's `iss` picks the issuer, the issuer's key set holds the public key,
and only RS256 is taken, so no token can choose how it is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

ALGORITHM = "RS256"
BUILT_IN_ISSUER = "nodepilot"
SESSION_LIFETIME = timedelta(days=30)
KEY_BITS = 2048


class InvalidToken(Exception):
    """The token is forged, expired, for somebody else, or no token at all."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says. `subject` is the issuer's own id of the person."""

    issuer: str
    subject: str
    session: str
    others: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heading:
    """Who a token says has signed it, and with which key: unverified, good for a look-up alone."""

    issuer: str
    key_id: str


class KeySet(Protocol):
    """Public keys of one issuer by their id."""

    def find(self, key_id: str) -> rsa.RSAPublicKey | None: ...


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The built-in issuer's key pair."""

    id: str
    private_key: rsa.RSAPrivateKey

    def find(self, key_id: str) -> rsa.RSAPublicKey | None:
        """The key set of the built-in issuer: this key alone."""
        return self.private_key.public_key() if key_id == self.id else None

    def private_bytes(self) -> bytes:
        return self.private_key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def public_text(self) -> str:
        return (
            self.private_key.public_key()
            .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
            .decode()
        )


def generate_signing_key(key_id: str) -> SigningKey:
    return SigningKey(key_id, rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS))


def load_signing_key(key_id: str, private_bytes: bytes) -> SigningKey:
    key = serialization.load_der_private_key(private_bytes, password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise InvalidToken("not an RSA key")
    return SigningKey(key_id, key)


def issue_token(key: SigningKey, user_id: UUID, session_id: UUID, *, now: datetime | None = None) -> str:
    """A token of the built-in issuer, for the length of a session."""
    issued = now or datetime.now(UTC)
    claims = {
        "iss": BUILT_IN_ISSUER,
        "sub": str(user_id),
        "sid": str(session_id),
        "iat": issued,
        "exp": issued + SESSION_LIFETIME,
    }
    return jwt.encode(claims, key.private_key, algorithm=ALGORITHM, headers={"kid": key.id})


def read_heading(token: str) -> Heading:
    """Only to find out whose keys to check with; raises `InvalidToken` for what is no token at all."""
    try:
        header = jwt.get_unverified_header(token)
        claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError) as error:
        raise InvalidToken(str(error)) from error
    return Heading(str(claims.get("iss")), str(header.get("kid")))


def verify_token(
    token: str,
    issuers: Mapping[str, KeySet],
    *,
    authorized_parties: frozenset[str] | None = None,
    leeway: float = 0.0,
) -> Claims:
    """Raises `InvalidToken`; says nothing about whether the user still exists.

    With `authorized_parties` the token must be made for one of them (`azp`). `leeway` is in seconds.
    """
    heading = read_heading(token)
    keys = issuers.get(heading.issuer)
    key = keys.find(heading.key_id) if keys else None
    if key is None:
        raise InvalidToken("unknown issuer or key")
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            issuer=heading.issuer,
            leeway=leeway,
            # A session token of Clerk's has no audience; one that has is meant for somebody else.
            options={"require": ["exp", "iat", "iss", "sub", "sid"]},
        )
    except (jwt.PyJWTError, ValueError) as error:
        raise InvalidToken(str(error)) from error
    if authorized_parties is not None and claims.get("azp") not in authorized_parties:
        raise InvalidToken("made for another party")
    return Claims(heading.issuer, str(claims["sub"]), str(claims["sid"]), claims)
