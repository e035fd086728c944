"""What to call parts of a workflow when speaking to people."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from nodepilot.catalog import Catalog, Property
from nodepilot.sentences import later, say
from nodepilot.workflow.model import Node

LONGEST = 60
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_TAIL = frozenset({"id", "ui"})
_CONNECTION_TYPES: Mapping[str, str] = {
    "ai_languageModel": later("model"),
    "ai_outputParser": later("output parser"),
    "ai_textSplitter": later("text splitter"),
    "ai_vectorStore": later("vector store"),
}


def parameter_label(node: Node, path: Sequence[str | int], catalog: Catalog | None = None) -> str:
    """The parameter at a path: what n8n's editor calls it if the catalog knows it, else its name in words.

    Groups on the way are left out, except that entries of a list are numbered from 1.
    """
    if not path:
        return say("parameters")
    names = _display_names(node, path, catalog)
    number = next((part for part in reversed(path) if isinstance(part, int)), None)
    label = names or _in_words(next((part for part in reversed(path) if isinstance(part, str)), ""))
    return label if number is None else f"{label} ({number + 1})"


def shown_type(connection_type: str) -> str:
    """A connection type in a word: `ai_languageModel` is the model."""
    return say(_CONNECTION_TYPES.get(connection_type, connection_type.removeprefix("ai_")))


def shown_value(value: Any) -> str:
    """A value between backticks, shortened; of a resource locator what a person chose."""
    if isinstance(value, Mapping) and value.get("__rl"):
        value = value.get("cachedResultName") or value.get("value")
    if value == "":
        return say("empty")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.removeprefix("=").split()).replace("`", "'")
    return f"`{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}`"


def _display_names(node: Node, path: Sequence[str | int], catalog: Catalog | None) -> str:
    node_type = catalog.find(node.type) if catalog else None
    version = node_type.at(node.type_version) if node_type else None
    if version is None:
        return ""
    found: Sequence[Property] = version.properties
    label = ""
    for part in path:
        if not isinstance(part, str):
            continue
        prop = next((each for each in found if each.name == part), None)
        if prop is not None:
            label = prop.display_name
            found = prop.children or [value for group in prop.groups for value in group.values]
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _in_words(name: str) -> str:
    """`channelId` is the channel, `sendBody` is "send body"."""
    words = [word if word.isupper() and len(word) > 1 else word.lower() for word in _WORDS.findall(name)]
    if len(words) > 1 and words[-1].lower() in _TAIL:
        words.pop()
    return " ".join(words) or name
