"""A plan while it is being made: steps and links are added, data is looked up, choices are noted."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import field, replace

from nodepilot.catalog import Catalog
from nodepilot.composer.build.fitting import fit
from nodepilot.composer.build.outputs import Column, Output
from nodepilot.composer.language.polls import Poll
from nodepilot.composer.language.rates import Rate
from nodepilot.composer.language.separated import Separated
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.services import Services
from nodepilot.plan.model import (
    Assumption,
    Link,
    Origin,
    OriginKind,
    Placeholder,
    Plan,
    Question,
    Step,
    Value,
)


@dataclass(slots=True)
class Flow:
    """Where the next step hooks on, and which data is at hand there.

    `tails` are (step, output index) pairs that feed the next step. `data` is what the words "it" and
    "them" mean; `history` all outputs so far, newest last. `binary` is (step, property) where the file is.
    `columns` are fields of data that came with the request and that no step has given yet.
    """

    tails: list[tuple[str, int]] = field(default_factory=list)
    data: Output | None = None
    history: list[Output] = field(default_factory=list)
    binary: tuple[str, str] | None = None
    listing: bool = False
    columns: tuple[Column, ...] = ()

    def copy(self) -> Flow:
        """An own flow for a branch."""
        return Flow(list(self.tails), self.data, list(self.history), self.binary, self.listing, self.columns)

    def give(self, output: Output, *, is_subject: bool = True) -> None:
        """A step's output becomes known; as the new "it" unless it is a mere receipt.

        The first one whose fields nobody can know has those of the data that came with the request.
        """
        if self.columns and is_subject and output.takes_columns:
            output, self.columns = output.with_columns(self.columns), ()
        self.history.append(output)
        if is_subject:
            self.data = output
            self.listing = output.many

    def find_step(self, key: str) -> Output | None:
        """The output of a certain step."""
        return next((output for output in self.history if output.step == key), None)


@dataclass(slots=True)
class Draft:
    """Everything that the finished plan will hold."""

    utterance: Utterance
    catalog: Catalog
    services: Services
    steps: dict[str, Step] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)
    placeholders: list[Placeholder] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    columns: tuple[Column, ...] = ()
    taken: frozenset[str] = frozenset()
    """Keys of another part of the plan."""
    lacking: str = ""
    """The service that lacks what two lists were compared for."""

    called_by: str = ""
    """The service that calls the webhook which starts the workflow."""
    pause: tuple[int, str] | None = None
    """The pause between items that go one by one."""
    rate: Rate | None = None
    """How many requests may be made in a while, until a step keeps to it."""
    poll: Poll | None = None
    """What an address is asked for again until it is done, until a call does so."""
    filtered: tuple[str, Condition] | None = None
    """The service whose things were narrowed last, and what they have to fulfil."""
    separated: Separated | None = None
    """A field whose values shall stand by themselves, until they do."""
    grouped: str = ""
    """What the figures asked for next are made for each of."""
    able_until: int = 0
    """The token up to which the request tells what its agent is able to do."""

    def new_key(self, wanted: str) -> str:
        """A step key that is not taken."""
        base = re.sub(r"\W+", "_", wanted).strip("_").lower() or "step"
        key, number = base, 2
        while key in self.steps or key in self.taken:
            key, number = f"{base}_{number}", number + 1
        return key

    def add(
        self,
        node_type: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        name: str = "",
        key: str = "",
        span: tuple[int, int] | None = None,
        kind: OriginKind = OriginKind.REQUEST,
        origins: Mapping[str, Origin] | None = None,
        on_error: str | None = None,
        settings: Mapping[str, bool | int | str] | None = None,
    ) -> str:
        """A new step; returns its key."""
        key = self.new_key(key or name or node_type.rpartition(".")[2])
        self.steps[key] = Step(
            key,
            node_type,
            name,
            dict(parameters or {}),
            on_error=on_error,
            settings=dict(settings or {}),
            origins={"": Origin(kind, span), **(origins or {})},
        )
        return key

    def link(self, source: str, target: str, *, output: int = 0, index: int = 0, kind: str = "main") -> None:
        """A connection."""
        link = Link(source, target, output, index, kind)
        if link not in self.links:
            self.links.append(link)

    def hook(self, flow: Flow, key: str, *, index: int = 0) -> None:
        """Hooks a step on to the flow and moves the flow behind it."""
        for source, output in flow.tails:
            self.link(source, key, output=output, index=index)
        flow.tails = [(key, 0)]

    def upstream_of(self, flow: Flow) -> Flow:
        """The flow with only those outputs that its tails can see."""
        seen: set[str] = set()
        queue = [source for source, _ in flow.tails]
        while queue:
            step = queue.pop()
            if step in seen:
                continue
            seen.add(step)
            queue += [
                link.source for link in self.links if link.target == step and link.connection_type == "main"
            ]
        branch = flow.copy()
        branch.history = [output for output in flow.history if output.step in seen]
        if branch.data is not None and branch.data.step not in seen:
            branch.data = branch.history[-1] if branch.history else None
        return branch

    def set(self, key: str, name: str, value: Value) -> None:
        """Sets one parameter of a step."""
        step = self.steps[key]
        self.steps[key] = replace(step, parameters={**step.parameters, name: value})

    def assume(self, text: str, step: str | None = None, span: tuple[int, int] | None = None) -> None:
        """Names a choice that the request left open; the same words only once."""
        if all(each.text != text for each in self.assumptions):
            self.assumptions.append(Assumption(text, step, span))

    def placeholder(self, step: str, parameter: str, what: str) -> None:
        """A value that a person has to fill in."""
        if not any(p.step == step and p.parameter == parameter for p in self.placeholders):
            self.placeholders.append(Placeholder(step, parameter, what))

    def plan(self, name: str, timezone: str | None, *, only: Collection[str] | None = None) -> Plan:
        """The plan as it stands, without parameters that a node type does not have.

        With the steps that have these keys alone, and what is open in them, if keys are given.
        """
        steps = {
            key: replace(step, parameters=self._fitting(step))
            for key, step in self.steps.items()
            if only is None or key in only
        }
        # A placeholder whose parameter went away is nobody's task.
        open_values = tuple(
            each
            for each in self.placeholders
            if each.step in steps
            and re.split(r"[.\[]", each.parameter, maxsplit=1)[0] in steps[each.step].parameters
        )
        return Plan(
            name,
            tuple(steps.values()),
            tuple(self.links),
            tuple(self.assumptions),
            tuple(self.questions),
            open_values,
            timezone,
        )

    def _fitting(self, step: Step) -> Mapping[str, Value]:
        node_type = self.catalog.find(step.node_type)
        return step.parameters if node_type is None else fit(node_type.latest, step.parameters)
