"""Every way to forge a token that is known to have worked somewhere."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from nodepilot.accounts.tokens import (
    BUILT_IN_ISSUER,
    SESSION_LIFETIME,
    InvalidToken,
    SigningKey,
    generate_signing_key,
    issue_token,
    load_signing_key,
    verify_token,
)
from nodepilot.storage.ids import new_id

KEY = generate_signing_key("key-1")
OTHER = generate_signing_key("key-1")
ISSUERS = {BUILT_IN_ISSUER: KEY}
USER, SESSION = new_id(), new_id()


def encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def claims(**changed: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    usual = {
        "iss": BUILT_IN_ISSUER,
        "sub": str(USER),
        "sid": str(SESSION),
        "iat": now,
        "exp": now + timedelta(hours=1),
    }
    return {name: value for name, value in (usual | changed).items() if value is not None}


def signed(key: SigningKey = KEY, key_id: str = "key-1", **changed: Any) -> str:
    return jwt.encode(claims(**changed), key.private_key, algorithm="RS256", headers={"kid": key_id})


def test_a_token_says_who_it_is_for() -> None:
    verified = verify_token(issue_token(KEY, USER, SESSION), ISSUERS)
    assert (verified.subject, verified.session) == (str(USER), str(SESSION))


def test_a_key_survives_its_storage() -> None:
    again = load_signing_key("key-1", KEY.private_bytes())
    assert verify_token(issue_token(again, USER, SESSION), ISSUERS).subject == str(USER)
    assert "PUBLIC KEY" in KEY.public_text()


def with_public_key_as_secret() -> str:
    """The algorithm switched to one where the public key is the secret."""
    head, body = (
        encoded({"alg": "HS256", "kid": "key-1"}),
        encoded({"iss": BUILT_IN_ISSUER, "sub": str(USER)}),
    )
    import hashlib
    import hmac

    signature = hmac.new(KEY.public_text().encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


LONG_AGO = datetime.now(UTC) - SESSION_LIFETIME - timedelta(minutes=1)

FORGED = {
    "nothing": "",
    "no token": "abc",
    "three empty parts": "..",
    "binary": "\x00.\xff.\x00",
    "another key under the same id": signed(OTHER),
    "an unknown key id": signed(key_id="key-2"),
    "another issuer": signed(iss="https://evil.example"),
    "no issuer": signed(iss=None),
    "no subject": signed(sub=None),
    "no session": signed(sid=None),
    "no expiry": signed(exp=None),
    "expired": signed(exp=datetime.now(UTC) - timedelta(seconds=1)),
    "expired, as issued": issue_token(KEY, USER, SESSION, now=LONG_AGO),
    "not yet issued": signed(iat=datetime.now(UTC) + timedelta(hours=1)),
    "no algorithm": f"{encoded({'alg': 'none', 'kid': 'key-1'})}.{encoded({'iss': BUILT_IN_ISSUER})}.",
    "the public key as secret": with_public_key_as_secret(),
    "a key of its own": jwt.encode(
        json.loads(json.dumps(claims(), default=lambda moment: int(moment.timestamp()))),
        OTHER.private_key,
        algorithm="RS256",
        headers={"kid": "key-1", "jwk": {"kty": "RSA"}, "jku": "https://evil.example/jwks"},
    ),
    "another signature algorithm": jwt.encode(
        claims(), KEY.private_key, algorithm="RS512", headers={"kid": "key-1"}
    ),
}


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_token(how: str) -> None:
    with pytest.raises(InvalidToken):
        verify_token(FORGED[how], ISSUERS)


def test_changed_claims() -> None:
    head, body, signature = issue_token(KEY, USER, SESSION).split(".")
    changed = json.loads(base64.urlsafe_b64decode(body + "==")) | {"sub": str(new_id())}
    with pytest.raises(InvalidToken):
        verify_token(f"{head}.{encoded(changed)}.{signature}", ISSUERS)


def test_a_token_for_another_party() -> None:
    ours = frozenset({"https://app.example.com"})
    token = signed(azp="https://app.example.com")
    assert verify_token(token, ISSUERS, authorized_parties=ours).others["azp"] == "https://app.example.com"
    for other in (signed(azp="https://evil.example"), signed()):
        with pytest.raises(InvalidToken):
            verify_token(other, ISSUERS, authorized_parties=ours)
