"""What an operator may set, read from the environment once at start.

Only `storage` and the layers above read settings; everything below gets its values as arguments.
docs/operations.md lists every variable (a test holds the two together).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from nodepilot.errors import UserError

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
DEFAULT_RATE_LIMIT = 100
DEFAULT_STARTER_CREDITS = 150
DEFAULT_PRO_CREDITS = 300
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})

VARIABLES: Mapping[str, str] = {
    "NODEPILOT_DATA_DIR": "folder for the embedded database and the secret key",
    "DATABASE_URL": "a PostgreSQL 15+ to use in place of the embedded one",
    "DATABASE_APP_URL": "how the server itself connects, when it may not derive that from `DATABASE_URL`",
    "REDIS_URL": "a Redis in which requests are counted, in place of the database",
    "NODEPILOT_DATABASE_ACCOUNT": "the system account that runs the embedded database when started as root",
    "NODEPILOT_HOST": "address to listen on",
    "NODEPILOT_PORT": "port to listen on",
    "NODEPILOT_PUBLIC_URL": "the address under which browsers reach the server, when it is not the local one",
    "NODEPILOT_CREDITS": "`limited` or `unlimited`: whether an answer is refused when no credit is left",
    "NODEPILOT_RATE_LIMIT": "requests that each user has in a minute; 0 lifts the limit",
    "NODEPILOT_SIGN_UP": "`open` or `closed`: whether strangers may make accounts",
    "NODEPILOT_PROXY_HOPS": "how many proxies of your own stand in front of the server",
    "CLERK_ISSUER": "the address of a Clerk instance whose session tokens are taken, next to the built-in sign-in",
    "CLERK_JWKS_URL": "where that instance's public keys are, when not below `CLERK_ISSUER`",
    "CLERK_AUTHORIZED_PARTIES": "origins, separated by commas, for which Clerk's tokens may be made, or `any`",
    "CLERK_WEBHOOK_SECRET": "checks the messages that Clerk sends about users and sessions",
    "SUPABASE_WEBHOOK_SECRET": "what Supabase's database webhooks send in the header `X-Webhook-Secret`",
    "OPENAI_API_KEY": "a key for OpenAI's models, or several, separated by commas",
    "OPENAI_BASE_URL": "another server that speaks as OpenAI's does",
    "ANTHROPIC_API_KEY": "a key for Anthropic's models, or several, separated by commas",
    "ANTHROPIC_BASE_URL": "another address than Anthropic's own",
    "NODEPILOT_MODELS": "a file of models, prices, routes and limits in place of the built-in one",
    "NODEPILOT_N8N": "the folder of an installed n8n in which plans of models are tried before they are given out",
    "NODEPILOT_SEARCH": "`words` or `meaning`: whether searches are also sent to OpenAI, to rank by meaning as well",
    "STRIPE_SECRET_KEY": "switches payments on",
    "STRIPE_WEBHOOK_SECRET": "checks the messages that Stripe sends about payments",
    "STRIPE_PRICE_STARTER": "the id of Starter's price at Stripe, when `nodepilot billing sync` does not make it",
    "STRIPE_PRICE_PRO": "the same for Pro",
    "STRIPE_PRICE_PACK": "the same for Pay as you go",
    "STRIPE_API_BASE": "another address than Stripe's own, for trying things out",
    "NODEPILOT_STARTER_CREDITS": "credits a month of the plan Starter",
    "NODEPILOT_PRO_CREDITS": "credits a month of the plan Pro",
    "SMTP_URL": "the mail server for links to set a new password",
    "NODEPILOT_MAIL_FROM": "the sender of mails",
    "NODEPILOT_SECRET_KEY": "at least 32 characters that protect stored keys; made in the data folder if unset",
}


class InvalidSetting(UserError):
    """An environment variable holds something that cannot be used."""

    code = "INVALID_SETTING"


@dataclass(frozen=True, slots=True)
class Settings:
    """Values as they are used; secrets stay out of `repr`."""

    data_dir: Path
    database_url: str | None = field(default=None, repr=False)
    database_app_url: str | None = field(default=None, repr=False)
    redis_url: str | None = field(default=None, repr=False)
    database_account: str | None = None
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    public_url: str | None = None
    secret_key: str | None = field(default=None, repr=False)
    unlimited_credits: bool = True
    requests_a_minute: int = DEFAULT_RATE_LIMIT
    sign_up_open: bool = True
    proxy_hops: int = 0
    clerk_issuer: str | None = None
    clerk_jwks_url: str | None = None
    clerk_parties: frozenset[str] = frozenset()
    clerk_webhook_secret: str | None = field(default=None, repr=False)
    supabase_webhook_secret: str | None = field(default=None, repr=False)
    openai_keys: tuple[str, ...] = field(default=(), repr=False)
    openai_base_url: str | None = None
    anthropic_keys: tuple[str, ...] = field(default=(), repr=False)
    anthropic_base_url: str | None = None
    models_file: Path | None = None
    n8n_folder: Path | None = None
    search_by_meaning: bool = False
    stripe_secret_key: str | None = field(default=None, repr=False)
    stripe_webhook_secret: str | None = field(default=None, repr=False)
    stripe_api_base: str | None = None
    stripe_prices: Mapping[str, str] = field(default_factory=dict)
    """Price ids by the plan's id, as far as the operator names them."""
    starter_credits: int = DEFAULT_STARTER_CREDITS
    pro_credits: int = DEFAULT_PRO_CREDITS
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str | None = None

    @property
    def listens_on_loopback(self) -> bool:
        """Only programs on this machine can connect."""
        return self.host in LOOPBACK_HOSTS

    @property
    def own_address(self) -> str:
        """Scheme and host under which browsers reach the server."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Reads the environment; raises `InvalidSetting` with the variable's name in it."""
    values = os.environ if environment is None else environment
    return Settings(
        data_dir=_data_dir(values),
        database_url=_postgres_url(values, "DATABASE_URL"),
        database_app_url=_postgres_url(values, "DATABASE_APP_URL"),
        redis_url=_redis_url(values),
        database_account=_text(values, "NODEPILOT_DATABASE_ACCOUNT"),
        host=_text(values, "NODEPILOT_HOST") or DEFAULT_HOST,
        port=_port(values),
        public_url=_public_url(values),
        secret_key=_secret_key(values),
        unlimited_credits=_unlimited_credits(values),
        requests_a_minute=_number(values, "NODEPILOT_RATE_LIMIT", DEFAULT_RATE_LIMIT),
        sign_up_open=_choice(values, "NODEPILOT_SIGN_UP", ("open", "closed")) == "open",
        proxy_hops=_number(values, "NODEPILOT_PROXY_HOPS", 0),
        clerk_issuer=_web_address(values, "CLERK_ISSUER"),
        clerk_jwks_url=_web_address(values, "CLERK_JWKS_URL"),
        clerk_parties=_origins(values, "CLERK_AUTHORIZED_PARTIES"),
        clerk_webhook_secret=_text(values, "CLERK_WEBHOOK_SECRET"),
        supabase_webhook_secret=_text(values, "SUPABASE_WEBHOOK_SECRET"),
        openai_keys=_keys(values, "OPENAI_API_KEY"),
        openai_base_url=_web_address(values, "OPENAI_BASE_URL"),
        anthropic_keys=_keys(values, "ANTHROPIC_API_KEY"),
        anthropic_base_url=_web_address(values, "ANTHROPIC_BASE_URL"),
        models_file=_file(values, "NODEPILOT_MODELS"),
        n8n_folder=_folder(values, "NODEPILOT_N8N"),
        search_by_meaning=_choice(values, "NODEPILOT_SEARCH", ("words", "meaning")) == "meaning",
        stripe_secret_key=_text(values, "STRIPE_SECRET_KEY"),
        stripe_webhook_secret=_text(values, "STRIPE_WEBHOOK_SECRET"),
        stripe_api_base=_web_address(values, "STRIPE_API_BASE"),
        stripe_prices=_prices(values),
        starter_credits=_number(values, "NODEPILOT_STARTER_CREDITS", DEFAULT_STARTER_CREDITS),
        pro_credits=_number(values, "NODEPILOT_PRO_CREDITS", DEFAULT_PRO_CREDITS),
        smtp_url=_smtp_url(values),
        mail_from=_mail_from(values),
    )


def _text(values: Mapping[str, str], name: str) -> str | None:
    return values.get(name, "").strip() or None


def _keys(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, values.get(name, "").split(","))))


def _file(values: Mapping[str, str], name: str) -> Path | None:
    text = _text(values, name)
    if text is not None and not Path(text).expanduser().is_file():
        raise InvalidSetting(f"`{name}` is {text!r}, which is no file.", next_step="Give the path of a file.")
    return Path(text).expanduser().absolute() if text else None


def _folder(values: Mapping[str, str], name: str) -> Path | None:
    text = _text(values, name)
    if text is not None and not Path(text).expanduser().is_dir():
        raise InvalidSetting(
            f"`{name}` is {text!r}, which is no folder.", next_step="Give the path of a folder."
        )
    return Path(text).expanduser().absolute() if text else None


def _choice(values: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    """The first is the default."""
    text = _text(values, name) or allowed[0]
    if text not in allowed:
        raise InvalidSetting(f"`{name}` is {text!r}.", next_step=f"Set it to one of: {', '.join(allowed)}.")
    return text


def _unlimited_credits(values: Mapping[str, str]) -> bool:
    """Where credits are for sale, they are limited unless the operator says otherwise."""
    paid = _text(values, "STRIPE_SECRET_KEY") is not None
    choices = ("limited", "unlimited") if paid else ("unlimited", "limited")
    return _choice(values, "NODEPILOT_CREDITS", choices) == "unlimited"


def _number(values: Mapping[str, str], name: str, default: int) -> int:
    text = _text(values, name)
    if text is None:
        return default
    if not text.isdecimal() or int(text) > 1_000_000:
        raise InvalidSetting(f"`{name}` is {text!r}.", next_step="Set it to a number from 0 to 1000000.")
    return int(text)


def _prices(values: Mapping[str, str]) -> dict[str, str]:
    found = {plan: _text(values, f"STRIPE_PRICE_{plan.upper()}") for plan in ("starter", "pro", "pack")}
    return {plan: price for plan, price in found.items() if price}


def _data_dir(values: Mapping[str, str]) -> Path:
    chosen = _text(values, "NODEPILOT_DATA_DIR")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        # A home folder is often closed to other accounts, and PostgreSQL refuses to run as root.
        return Path("/var/lib/nodepilot")
    return Path.home() / ".local" / "share" / "nodepilot"


def _postgres_url(values: Mapping[str, str], name: str) -> str | None:
    url = _text(values, name)
    if url is not None and urlsplit(url).scheme not in {"postgres", "postgresql"}:
        raise InvalidSetting(
            f"`{name}` is not a PostgreSQL address.",
            next_step="It looks like postgresql://user:password@host:5432/database.",
        )
    return url


def _redis_url(values: Mapping[str, str]) -> str | None:
    url = _text(values, "REDIS_URL")
    if url is not None and urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        raise InvalidSetting(
            "`REDIS_URL` is not the address of a Redis.",
            next_step="It looks like redis://user:password@host:6379/0, rediss://… (TLS) or unix:///path.",
        )
    return url


def _port(values: Mapping[str, str]) -> int:
    text = _text(values, "NODEPILOT_PORT")
    if text is None:
        return DEFAULT_PORT
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise InvalidSetting(
            f"`NODEPILOT_PORT` is {text!r}.", next_step="Set it to a number from 0 (any free port) to 65535."
        )
    return int(text)


def _public_url(values: Mapping[str, str]) -> str | None:
    url = _text(values, "NODEPILOT_PUBLIC_URL")
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise InvalidSetting(
            f"`NODEPILOT_PUBLIC_URL` is {url!r}.",
            next_step="It holds scheme and host only, for example https://nodepilot.example.com.",
        )
    return f"{parts.scheme}://{parts.netloc}"


def _web_address(values: Mapping[str, str], name: str) -> str | None:
    url = _text(values, name)
    if url is not None and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname):
        raise InvalidSetting(f"`{name}` is {url!r}.", next_step="It looks like https://clerk.example.com.")
    return url.rstrip("/") if url else None


ANY_PARTY = frozenset({"any"})
"""In place of origins: tokens of apps that have none are taken, too."""


def _origins(values: Mapping[str, str], name: str) -> frozenset[str]:
    if _text(values, name) == "any":
        return ANY_PARTY
    listed = [part.strip().rstrip("/") for part in (_text(values, name) or "").split(",") if part.strip()]
    for origin in listed:
        if urlsplit(origin).scheme not in {"http", "https"} or not urlsplit(origin).hostname:
            raise InvalidSetting(
                f"`{name}` holds {origin!r}.", next_step="An origin looks like https://nodepilot.example.com."
            )
    return frozenset(listed)


def _smtp_url(values: Mapping[str, str]) -> str | None:
    url = _text(values, "SMTP_URL")
    try:
        parts = urlsplit(url or "smtp://unset")
        known = parts.scheme in {"smtp", "smtps"} and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        known = False
    if not known:
        raise InvalidSetting(
            "`SMTP_URL` is not the address of a mail server.",
            next_step="It looks like smtp://user:password@mail.example.com:587 (STARTTLS) or smtps://… (TLS).",
        )
    if url is not None and _text(values, "NODEPILOT_MAIL_FROM") is None:
        raise InvalidSetting(
            "`SMTP_URL` is set, and `NODEPILOT_MAIL_FROM` is not.",
            next_step="Say who sends the mails: NODEPILOT_MAIL_FROM=nodepilot@example.com.",
        )
    return url


def _mail_from(values: Mapping[str, str]) -> str | None:
    sender = _text(values, "NODEPILOT_MAIL_FROM")
    if sender is not None and ("@" not in sender or not sender.isprintable()):
        raise InvalidSetting(
            f"`NODEPILOT_MAIL_FROM` is {sender!r}.", next_step="It looks like nodepilot@example.com."
        )
    return sender


def _secret_key(values: Mapping[str, str]) -> str | None:
    key = _text(values, "NODEPILOT_SECRET_KEY")
    if key is not None and len(key) < 32:
        raise InvalidSetting(
            "`NODEPILOT_SECRET_KEY` is too short to protect anything.",
            next_step="Use at least 32 random characters, for example from `openssl rand -hex 32`.",
        )
    return key
