"""Errors as problem details (RFC 9457): what happened, what is allowed, what next, and the request's id."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from nodepilot.errors import NodePilotError, ServiceError, UserError
from nodepilot.files.errors import LARGEST_FILE, too_large
from nodepilot.sentences import later, say
from nodepilot.server.wrong_shapes import wrong_shape
from nodepilot.storage.json_values import to_json_text

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

STATUS_OF_CODE: Mapping[str, int] = {
    "NOT_FOUND": 404,
    "OWNER_MISSING": 404,
    "NOT_SIGNED_IN": 401,
    "BAD_CREDENTIALS": 401,
    "OUT_OF_CREDITS": 402,
    "MISSING_SCOPE": 403,
    "SIGN_UP_CLOSED": 403,
    "ALREADY_THERE": 409,
    "EMAIL_TAKEN": 409,
    "NO_MAIL": 409,
    "BILLING_OFF": 409,
    "NOTHING_TO_CHANGE": 409,
    "PAYMENT_OVERDUE": 402,
    "BAD_SIGNATURE": 400,
    "VERSION_CONFLICT": 409,
    "NOTHING_TO_UNDO": 409,
    "RATE_LIMITED": 429,
    "TOO_MANY_ATTEMPTS": 429,
    "CONVERSATION_BUSY": 409,
    "FILE_TOO_LARGE": 413,
    "FILES_FULL": 413,
    "FILE_TYPE_NOT_ALLOWED": 415,
    "IMAGE_NOT_READ": 415,
    "MESSAGE_TOO_LONG": 413,
    "TITLE_TOO_LONG": 413,
}
"""Where an error's class alone does not tell: user errors are 422, service errors 503."""

LARGEST_BODY = 1_000_000
"""Bytes."""
UPLOADS = "/api/files"
LARGEST_UPLOAD = LARGEST_FILE + 10_000
"""Bytes: a file, and the form around it."""

BODY_TOO_LARGE = (
    "BODY_TOO_LARGE",
    later("The body is too large."),
    later("At most 1,000,000 bytes are allowed."),
)

INVALID_JSON = (
    "INVALID_JSON",
    later("The body is not JSON that can be read."),
    later("Send one JSON object in UTF-8."),
)

NOTHING_CHANGED = later("Nothing was changed: put that right and send it again.")
"""What to do next where the error itself says what is wrong and no more."""

INVALID_FORM = (
    "INVALID_FORM",
    later("The form cannot be read."),
    later("Send it as `multipart/form-data` with one `file`."),
)

NOT_SENT_AS_JSON = (
    "NOT_SENT_AS_JSON",
    later("The body was not sent as JSON."),
    later("Send it with the header `Content-Type: application/json`."),
)

_HTTP_ERRORS: Mapping[int, tuple[str, str, str]] = {
    400: INVALID_JSON,
    404: (
        "NOT_FOUND",
        later("There is nothing at this address."),
        later("See /api/openapi.json for all addresses."),
    ),
    405: (
        "METHOD_NOT_ALLOWED",
        later("This address does not take this method."),
        later("See the Allow header."),
    ),
}


def largest_body(path: str) -> int:
    """Bytes that a request to the path may bring."""
    return LARGEST_UPLOAD if path == UPLOADS else LARGEST_BODY


def body_too_large(path: str) -> tuple[str, str, str]:
    """Code, detail and next step."""
    if path != UPLOADS:
        return BODY_TOO_LARGE
    refusal = too_large()
    return refusal.code, refusal.message, refusal.next_step


class SignUpClosed(UserError):
    """The operator makes the accounts."""

    code = "SIGN_UP_CLOSED"

    def __init__(self) -> None:
        super().__init__(
            say("New accounts are not open here."), next_step=say("Ask the operator of this server.")
        )


def problem_body(
    status: int,
    code: str,
    detail: str,
    *,
    next_step: str,
    request_id: str,
    errors: Sequence[Mapping[str, str]] = (),
    more: Mapping[str, Any] | None = None,
) -> bytes:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "next_step": next_step,
        "request_id": request_id,
    }
    if errors:
        body["errors"] = list(errors)
    body |= more or {}
    return to_json_text(body).encode()


def install_problem_handlers(app: FastAPI) -> None:
    """Every error that is raised on purpose becomes a problem; `Guard` takes care of all others."""
    app.add_exception_handler(NodePilotError, _on_own_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(HTTPException, _on_http_error)


def request_id_of(request: Request) -> str:
    return str(request.scope.get("nodepilot.request_id", ""))


def _respond(
    request: Request,
    status: int,
    code: str,
    detail: str,
    next_step: str,
    *,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[Mapping[str, str]] = (),
    more: Mapping[str, Any] | None = None,
) -> Response:
    content = problem_body(
        status,
        code,
        say(detail),
        next_step=say(next_step or NOTHING_CHANGED),
        request_id=request_id_of(request),
        errors=errors,
        more=more,
    )
    return Response(content, status, headers, media_type=MEDIA_TYPE)


async def _on_own_error(request: Request, error: Exception) -> Response:
    if isinstance(error, UserError):
        status = STATUS_OF_CODE.get(error.code, 422)
        seconds = getattr(error, "seconds", None)
        headers = {} if seconds is None else {"Retry-After": str(seconds)}
        more = _for_sale(request) if status == 402 else None
        return _respond(
            request, status, error.code, error.message, error.next_step, headers=headers, more=more
        )
    if isinstance(error, ServiceError):
        log.warning("%s %s: %s", request.method, request.url.path, error)
        return _respond(
            request, 503, error.code, error.message, error.next_step, headers={"Retry-After": "2"}
        )
    raise error


def _for_sale(request: Request) -> Mapping[str, Any]:
    """What would help: the plans that can be bought here."""
    billing = request.app.state.services.billing
    plans = [plan for plan in billing.plans.values() if plan.cents] if billing.enabled else []
    return {
        "plans": [
            {"id": plan.id, "name": say(plan.name), "cents": plan.cents, "credits": plan.credits}
            for plan in plans
        ]
    }


async def _on_invalid_request(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    if any(one.get("type") == "json_invalid" for one in found):
        return _respond(request, 400, *INVALID_JSON)
    if any(_was_not_parsed(one) for one in found):
        return _respond(request, 415, *NOT_SENT_AS_JSON)
    errors = [
        {"location": ".".join(str(part) for part in one["loc"]), "message": wrong_shape(one)} for one in found
    ]
    what = "; ".join(f"`{one['location']}` {one['message']}" for one in errors[:3])
    return _respond(
        request,
        422,
        "INVALID_REQUEST",
        say("The request does not have the right shape: {what}.", what=what),
        say("See /api/openapi.json for what it may hold."),
        errors=errors,
    )


def _was_not_parsed(error: Mapping[str, Any]) -> bool:
    """FastAPI hands a body on as bytes when its media type is not JSON's."""
    return tuple(error["loc"]) == ("body",) and isinstance(error.get("input"), bytes)


async def _on_http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    code, detail, next_step = _HTTP_ERRORS.get(status, (f"HTTP_{status}", HTTPStatus(status).phrase, ""))
    if status == HTTPStatus.BAD_REQUEST and request.url.path == UPLOADS:
        code, detail, next_step = INVALID_FORM
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        code, detail, next_step = body_too_large(request.url.path)
    return _respond(request, status, code, detail, next_step, headers=headers)
