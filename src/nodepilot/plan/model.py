"""The plan: the one intermediate form between a request and an n8n workflow.

A front end (the built-in engine or a hosted model) writes a plan; the compiler turns it into n8n JSON.
A plan holds decisions only: which node types, which parameters differ from n8n's defaults, who feeds
whom. Ids, positions, typeVersions, credential names and connection arrays are the compiler's business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import TypeAlias

from nodepilot.kit.records import dataclass

Scalar: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Ref:
    """A value that another step gives: `Ref("gmail_trigger", "subject")`.

    `step` is a `Step.key`; None means the item that arrives at the step which holds the reference.
    `path` is a dotted path in that step's output item ("" is the whole item); `tags[0]` and `["a.b"]`
    work too. The compiler renders it as `{{ $json.subject }}` when every item that arrives comes from
    that step directly, as `{{ $('Gmail Trigger').item.json.subject }}` otherwise, and with `first()`
    instead of `item` where an Aggregate, Summarize or Code step in between breaks the trace of items.
    """

    step: str | None
    path: str


@dataclass(frozen=True, slots=True)
class Text:
    """Text with references in it, rendered as one n8n expression (`=Total: {{ $json.total }}`).

    The texts among the parts are literal: `{{` or a leading `=` in them is escaped.
    """

    parts: tuple[str | Ref | Code, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A JavaScript expression without braces (`$json.items.length`); rendered as `={{ … }}`.

    Another step is named by its key (`$('gmail_trigger').item.json.id`); the compiler puts the node's
    name there. The same holds for plain strings that begin with `=` (they are expressions already) and
    for the source of Code nodes.
    """

    source: str


@dataclass(frozen=True, slots=True)
class Locator:
    """A resource locator: `Locator("name", "#general")` becomes `{"__rl": true, "mode": …, "value": …}`.

    A bare value for such a parameter works as well: the compiler takes the mode `url`, `id` or `name`.
    """

    mode: str
    value: str | Ref | Text | Code


Value: TypeAlias = "Scalar | Ref | Text | Code | Locator | Sequence[Value] | Mapping[str, Value]"


class OriginKind(StrEnum):
    """Why a step or a parameter is there."""

    REQUEST = "request"  # words of the request; `span` says which
    ASSUMPTION = "assumption"  # the request left it open; an assumption names the choice
    REQUIRED = "required"  # n8n demands it (a language model under an agent, a required parameter)
    PLACEHOLDER = "placeholder"  # a person must fill it in; listed in the set-up list
    TEMPLATE = "template"
    TIP = "tip"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a step or parameter came from. `span` is (start, end) in characters of the request."""

    kind: OriginKind
    span: tuple[int, int] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a plan, before it is a node.

    `key` is unique in the plan and stable ("gmail_trigger"); `name` becomes the node's name (the
    compiler makes it unique); `type_version` None means the newest of the target release.
    `parameters` holds what matters for the request, in n8n's shapes (`shapes.py` builds the intricate
    ones); what equals a default may stand there and is left out. `origins` maps a dotted parameter path
    ("" for the step itself) to its origin. `credential_type` names the credential type when the node
    takes several: the compiler sets `authentication` and the like for it (None: what the parameters show).
    `settings` are n8n's node settings: `retryOnFail`, `maxTries`, `waitBetweenTries`, `alwaysOutputData`,
    `executeOnce`, `disabled`, `notesInFlow`.
    """

    key: str
    node_type: str
    name: str = ""
    parameters: Mapping[str, Value] = field(default_factory=dict)
    type_version: int | float | None = None
    credential_type: str | None = None
    notes: str = ""
    on_error: str | None = None
    settings: Mapping[str, Scalar] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """`source`'s output `output` feeds `target`'s input `input`, over a connection type.

    Indexes count the ports of that type from 0. A sub-node is the source, its root node the target:
    `Link("model", "agent", connection_type="ai_languageModel")`. An app node linked over `ai_tool` becomes
    n8n's tool variant of it; inputs that a parameter opens (Merge's third, an agent's output parser) are
    opened by the compiler.
    """

    source: str
    target: str
    output: int = 0
    input: int = 0
    connection_type: str = "main"


@dataclass(frozen=True, slots=True)
class Assumption:
    """A choice that the request left open, in one sentence a user can contradict."""

    text: str
    step: str | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A real fork in the meaning: asked with choices; the plan already follows `choices[chosen]`."""

    text: str
    choices: tuple[str, ...]
    chosen: int = 0
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A value that a person must fill in before the workflow can run."""

    step: str
    parameter: str
    what: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps and links, with everything that was assumed, asked and left open."""

    name: str
    steps: tuple[Step, ...]
    links: tuple[Link, ...]
    assumptions: tuple[Assumption, ...] = ()
    questions: tuple[Question, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    timezone: str | None = None
