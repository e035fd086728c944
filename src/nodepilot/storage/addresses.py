"""Where the database is and as whom one connects.

Three logins, from mighty to meek: the superuser (embedded database only) makes the cluster; the owner
runs migrations; the app serves requests. The app's login has no rights of its own: each transaction
takes on one of the roles in `roles.py`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field, replace

from psycopg.conninfo import conninfo_to_dict, make_conninfo

DATABASE = "nodepilot"
OWNER = "nodepilot_owner"
APP = "nodepilot_app"

CONNECT_TIMEOUT = 5
"""Seconds until a server that does not answer counts as gone."""


@dataclass(frozen=True, slots=True)
class Address:
    """One login to one database. `options` holds what else libpq was told (`sslmode`, …)."""

    host: str
    port: int
    database: str
    user: str
    password: str = field(repr=False)
    options: tuple[tuple[str, str], ...] = ()

    def conninfo(self, **more: str) -> str:
        """For libpq; holds the password."""
        defaults = {"connect_timeout": str(CONNECT_TIMEOUT), "application_name": "nodepilot"}
        own = {"host": self.host, "port": str(self.port), "dbname": self.database, "user": self.user}
        return make_conninfo(**defaults | dict(self.options) | own | {"password": self.password} | more)

    def as_user(self, user: str) -> Address:
        """The same database for another login, whose password follows from this one's."""
        return replace(self, user=user, password=derived_password(self.password, user))


def parse_address(url: str) -> Address:
    """Reads a `postgresql://` URL; what it leaves out is libpq's default."""
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    known = ("host", "port", "dbname", "user", "password")
    return Address(
        host=parts.get("host", "localhost"),
        port=int(parts.get("port", "5432")),
        database=parts.get("dbname", DATABASE),
        user=parts.get("user", ""),
        password=parts.get("password", ""),
        options=tuple((name, value) for name, value in parts.items() if name not in known),
    )


def derived_password(secret: str, user: str) -> str:
    """A password that every process which knows `secret` finds by itself, so none has to be stored."""
    digest = hmac.new(secret.encode(), f"nodepilot login {user}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
