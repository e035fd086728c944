"""Folds a stream into what is kept of it: the assistant's message and the generation's outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nodepilot.storage.stream_event import EventBody

_KEPT_OF_DONE = ("outcome", "answered_by", "milliseconds", "confidence", "usage")


class AnswerRecord:
    """Everything that the stream has shown so far; a reload shows the same from `metadata`."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self.stages: list[dict[str, Any]] = []
        self.questions: list[dict[str, Any]] = []
        self._parts: dict[str, Any] = {}

    def add(self, event: EventBody) -> None:
        data = event.data
        match event.type:
            case "stage_finished":
                self.stages.append(dict(data))
            case "text":
                self._text.append(data["delta"])
            case "text_withdrawn":
                self._text.clear()
            case "question":
                self.questions.append(dict(data))
            case "workflow":
                self._parts |= {"workflow": data["workflow"], "provenance": data["provenance"]}
            case "changes":
                self._parts["changes"] = data["changes"]
            case "issues":
                self._parts["issues"] = data["issues"]
            case "setup":
                self._parts["setup"] = dict(data)
            case "suggestions":
                self._parts["suggestions"] = data["suggestions"]
            case "saved":
                self._parts["saved"] = dict(data)
            case "credits":
                self._parts["credits"] = dict(data)
            case "done":
                self._parts |= {name: data[name] for name in _KEPT_OF_DONE if name in data}
            case "error":
                self._parts |= {"outcome": "failed", "error": dict(data)}

    @property
    def content(self) -> str:
        return "".join(self._text)

    @property
    def metadata(self) -> dict[str, Any]:
        """The shape that docs/http-api.md gives for an assistant message."""
        return {"stages": self.stages, **self._parts, "questions": self.questions}

    @property
    def issues(self) -> Sequence[Mapping[str, Any]]:
        """Findings on the workflow that is shown."""
        found: Sequence[Mapping[str, Any]] = self._parts.get("issues", ())
        return found

    @property
    def usage(self) -> Mapping[str, Any]:
        """What hosted models cost; empty when none was asked."""
        found: Mapping[str, Any] = self._parts.get("usage") or {}
        return found

    @property
    def workflow(self) -> Any:
        return self._parts.get("workflow")

    @property
    def outcome(self) -> str | None:
        return self._parts.get("outcome")

    @property
    def answered_by(self) -> str | None:
        return self._parts.get("answered_by")
