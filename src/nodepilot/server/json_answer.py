"""JSON answers that carry documents of others: whatever JSON can say arrives as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.responses import Response
from pydantic import BaseModel

from nodepilot.storage.json_values import to_json_text


def json_answer(body: BaseModel | Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """Keys in their order, and lone surrogates, which are legal in JSON, as the escapes that they are."""
    plain = body.model_dump(mode="json") if isinstance(body, BaseModel) else body
    return Response(to_json_text(plain), media_type="application/json", headers=dict(headers or {}))
