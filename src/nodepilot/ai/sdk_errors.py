"""What the official SDKs raise, told as `ModelFailure`. Both are made from one mould."""

from __future__ import annotations

import logging
from types import ModuleType
from typing import Any

from nodepilot.ai.ports import Kind, ModelFailure

log = logging.getLogger(__name__)

_BY_STATUS = {
    401: Kind.WRONG_KEY,
    402: Kind.NO_QUOTA,
    403: Kind.WRONG_KEY,
    408: Kind.TIMEOUT,
    409: Kind.OVERLOADED,
    429: Kind.RATE_LIMIT,
}
_BY_NAME = {
    "overloaded_error": Kind.OVERLOADED,
    "rate_limit_error": Kind.RATE_LIMIT,
    "api_error": Kind.OVERLOADED,
}
_TRANSPORTS = frozenset({"httpx", "httpx2", "httpcore", "httpcore2"})
LONGEST_PAUSE = 30.0
"""Seconds; whoever wants a longer one is left for another provider."""


def failure_of(error: Exception, sdk: ModuleType) -> ModelFailure:
    """The SDK's error as one of ours. `sdk` is `openai` or `anthropic`."""
    if isinstance(error, ModelFailure):
        return error
    if isinstance(error, sdk.APITimeoutError):
        return ModelFailure(Kind.TIMEOUT)
    if isinstance(error, sdk.APIConnectionError):
        return ModelFailure(Kind.UNREACHABLE)
    if type(error).__module__.split(".")[0] in _TRANSPORTS:
        # A stream that broke off: the SDKs pass that on as it is.
        return ModelFailure(Kind.TIMEOUT if "Timeout" in type(error).__name__ else Kind.UNREACHABLE)
    if not isinstance(error, sdk.APIStatusError):
        # An answer that could not be read. Its text may be in the error, so only the kind is told.
        log.warning("%s: %s", sdk.__name__, type(error).__name__)
        return ModelFailure(Kind.MALFORMED)
    if _is_about_quota(error):
        return ModelFailure(Kind.NO_QUOTA)
    named = _BY_NAME.get(_name_of(error.body))
    if named is not None:
        # In a stream the status was sent long before.
        return ModelFailure(named, _retry_after(error.response.headers.get("retry-after")))
    status = error.status_code
    kind = _BY_STATUS.get(status, Kind.OVERLOADED if status >= 500 else Kind.BAD_REQUEST)
    return ModelFailure(kind, _retry_after(error.response.headers.get("retry-after")))


def _is_about_quota(error: Exception) -> bool:
    """OpenAI says it with 429 and a code, Anthropic with 400 and words about the credit balance."""
    return getattr(error, "code", None) == "insufficient_quota" or "credit balance" in str(error).lower()


def _name_of(body: Any) -> str:
    """The kind of error that the body of an answer names."""
    error = body.get("error") if isinstance(body, dict) else None
    return str(error.get("type")) if isinstance(error, dict) else ""


def _retry_after(header: str | None) -> float | None:
    try:
        return max(0.0, float(header)) if header is not None else None
    except ValueError:
        return None
