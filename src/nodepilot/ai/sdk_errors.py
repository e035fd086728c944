"""What the official SDKs raise, told as `ModelFailure`. Both are made from one mould."""

from __future__ import annotations

import logging
from types import ModuleType

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
LONGEST_PAUSE = 30.0
"""Seconds; whoever wants a longer one is left for another provider."""


def failure_of(error: Exception, sdk: ModuleType) -> ModelFailure:
    """The SDK's error as one of ours. `sdk` is `openai` or `anthropic`."""
    if isinstance(error, sdk.APITimeoutError):
        return ModelFailure(Kind.TIMEOUT)
    if isinstance(error, sdk.APIConnectionError):
        return ModelFailure(Kind.UNREACHABLE)
    if not isinstance(error, sdk.APIStatusError):
        # An answer that could not be read. Its text may be in the error, so only the kind is told.
        log.warning("%s: %s", sdk.__name__, type(error).__name__)
        return ModelFailure(Kind.MALFORMED)
    if _is_about_quota(error):
        return ModelFailure(Kind.NO_QUOTA)
    status = error.status_code
    kind = _BY_STATUS.get(status, Kind.OVERLOADED if status >= 500 else Kind.BAD_REQUEST)
    return ModelFailure(kind, _retry_after(error.response.headers.get("retry-after")))


def _is_about_quota(error: Exception) -> bool:
    """OpenAI says it with 429 and a code, Anthropic with 400 and words about the credit balance."""
    return getattr(error, "code", None) == "insufficient_quota" or "credit balance" in str(error).lower()


def _retry_after(header: str | None) -> float | None:
    try:
        return max(0.0, float(header)) if header is not None else None
    except ValueError:
        return None
