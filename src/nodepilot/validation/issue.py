"""What a rule reports."""

from __future__ import annotations

from enum import StrEnum

from nodepilot.kit.records import dataclass


class Severity(StrEnum):
    """What happens if nobody acts: every run fails, it may go wrong, or it could be nicer."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Source(StrEnum):
    """Who objects: n8n itself refuses or reports it, or NodePilot alone sees it."""

    N8N = "n8n"
    NODEPILOT = "nodepilot"


class Kind(StrEnum):
    """n8n's own kinds of complaint; set only where `source` is n8n.

    The first five are errors wherever the workflow runs; the others depend on where it is deployed.
    """

    STRUCTURE = "structure"
    TYPE = "type"
    THROW = "throw"
    PARAMETER = "parameter"
    CONNECTION = "connection"
    CREDENTIAL = "credential"
    PUBLISH = "publish"
    API = "api"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding. `parameter` is a dotted path inside the node's parameters, `node` a node's name.

    `port` is the input or output that the finding is about, as connection type and index (`main[1]`).
    `path` leads to the place in the document (`nodes[2].position`) where node and parameter don't tell it.
    `suggestion` is a valid value or name to put there instead, ready to be used.
    """

    code: str
    severity: Severity
    source: Source
    message: str
    kind: Kind | None = None
    node: str | None = None
    parameter: str | None = None
    suggestion: str | None = None
    port: str | None = None
    path: str | None = None

    def as_row(self) -> dict[str, str | None]:
        """The finding in the shape that the command line and the HTTP API write."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "source": self.source.value,
            "kind": self.kind.value if self.kind else None,
            "node": self.node,
            "parameter": self.parameter,
            "port": self.port,
            "path": self.path,
            "message": self.message,
            "suggestion": self.suggestion,
        }
