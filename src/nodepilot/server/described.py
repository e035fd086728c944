"""What `/api/openapi.json` says: as FastAPI makes it, with errors under the media type that they are sent as,
and an example for everything.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from nodepilot.server.examples import add_examples
from nodepilot.server.problems import MEDIA_TYPE
from nodepilot.server.schemas import Problem

PROBLEM = {"$ref": f"#/components/schemas/{Problem.__name__}"}


class DescribedApp(FastAPI):
    """FastAPI files every response under the route's own media type, which is not what a problem has."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            document = super().openapi()
            for methods in document["paths"].values():
                for operation in methods.values():
                    _name_problems(operation["responses"])
            add_examples(document)
        return super().openapi()


def _name_problems(responses: dict[str, Any]) -> None:
    for response in responses.values():
        content = response.get("content", {})
        for media_type, said in list(content.items()):
            if said.get("schema") == PROBLEM:
                content[MEDIA_TYPE] = content.pop(media_type)
