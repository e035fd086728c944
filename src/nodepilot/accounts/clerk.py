"""Session tokens that Clerk issues, checked with Clerk's own public keys."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from nodepilot.accounts.remote_keys import RemoteKeys
from nodepilot.accounts.tokens import Heading, InvalidToken, verify_token

LEEWAY = 5.0
"""Seconds by which Clerk's clock and ours may differ."""

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class ClerkClaims:
    """What a genuine token of Clerk's says. E-mail and name are there if the token's template has them."""

    clerk_user_id: str
    session_id: UUID
    email: str | None
    name: str


def clerk_session_id(session: str) -> UUID:
    """Our id of a session of Clerk's, the same wherever it is made."""
    return uuid5(NAMESPACE_URL, f"clerk:{session}")


class ClerkIssuer:
    """One Clerk instance. `parties` are the origins for which tokens are taken (`azp`); None takes tokens
    without an origin, too, as apps that run in no browser get them."""

    def __init__(self, issuer: str, keys: RemoteKeys, parties: frozenset[str] | None) -> None:
        self.name = issuer
        self._keys = keys
        self._parties = parties

    async def read(self, token: str, heading: Heading) -> ClerkClaims:
        """Raises `InvalidToken`, `IssuerUnavailable`."""
        await self._keys.look_up(heading.key_id)
        claims = verify_token(token, {self.name: self._keys}, authorized_parties=self._parties, leeway=LEEWAY)
        if not claims.subject.strip() or not claims.subject.isprintable():
            raise InvalidToken("no subject")
        email, name = claims.others.get("email"), claims.others.get("name")
        return ClerkClaims(
            clerk_user_id=claims.subject,
            session_id=clerk_session_id(claims.session),
            email=email if isinstance(email, str) and "@" in email else None,
            name=name[:LONGEST_NAME] if isinstance(name, str) and name.isprintable() else "",
        )
