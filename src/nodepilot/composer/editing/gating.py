"""“Only message me when rain is expected”, “skip rows where the email is empty”: a filter on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.ranking import limit, limit_of
from nodepilot.composer.build.tests import conditions_of
from nodepilot.composer.build.transforms import dedupe, drop_seen
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.comparing import change_test
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.data_places import behind_data
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.gate_periods import in_period
from nodepilot.composer.editing.gate_places import gate_place
from nodepilot.composer.editing.gate_words import HAVING, read_gate
from nodepilot.composer.editing.growing import Growth, insert
from nodepilot.composer.editing.named_places import named_place
from nodepilot.composer.editing.named_values import names_new_service
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.editing.tested import of_things, with_field_compared
from nodepilot.composer.reading.comparisons import Condition
from nodepilot.composer.reading.story import Act
from nodepilot.composer.time_words import as_number
from nodepilot.plan.model import Code
from nodepilot.plan.shapes import condition, conditions
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Connection, Node

_LONGEST_NAME = 40
_NEAR = 12
"""Characters between "at most" and its number."""


def gate(scene: Scene) -> Step | None:
    """A filter before what is done: only some items get there."""
    if scene.says("none_there") is not None and any(
        scene.says(name) for name in ("skip", "idle", "stop_doing")
    ):
        return _only_if_any(scene)
    if scene.says("any_there") is not None and (scene.says("only") or scene.says("ensure")):
        return _only_if_any(scene)
    if _SAME_AGAIN.search(scene.flat) and (seen := _not_again(scene)) is not None:
        return seen
    if (twice := scene.says("twice")) is not None and any(
        scene.says(name) for name in ("skip", "only", "remove", "stop_doing", "unless")
    ):
        return _once(scene, twice.span())
    if scene.says("skip") is not None and _EXISTS.search(scene.flat) and (seen := _seen(scene)) is not None:
        return seen
    if (later := _behind_the_first(scene) or in_period(scene)) is not None:
        return later
    if names_new_service(scene) and _DEED_FIRST.match(scene.flat) is not None:
        # "notify PagerDuty only if …": one thing more, in that case.
        return None
    place = named_place(scene)
    # "… ends with @x.de before saving": the place is no part of the condition.
    found = (read_gate(place.rest) if place.before is not None else None) or read_gate(scene)
    if found is None:
        return _seen(scene) or _limit(scene)
    condition, span, denied = found
    condition = with_field_compared(scene, of_things(scene, condition))
    if any(test.left.lower() in {"there", "any"} for test in condition.tests):
        return _only_if_any(scene)
    links = gate_place(scene, span, condition)
    if any(test.left == "file" for test in condition.tests):
        # What came along is looked at before anything is read from it.
        links = [link for node in scene.canvas.triggers for link in scene.canvas.leaving(Way(node.name))]
    if not links:
        return None

    def build(draft: Draft, flow: Flow) -> None:
        made = conditions_of(draft, flow, condition)
        key = draft.add(
            BASE + "filter",
            {
                "conditions": conditions(*made, combinator="or" if condition.any_of else "and"),
                "looseTypeValidation": True,
                "options": {"ignoreCase": True},
            },
            name=_name(scene, span, denied=denied),
            key="only_those",
            span=span,
        )
        draft.hook(flow, key)

    return insert(scene, links, build, sure=0.85)


_SAME_AGAIN = re.compile(
    r"(?:never|not|n't|dont|no|nicht|pas|nao) .*(?<!\w)(?:the )?same (?:\w+ ){0,2}(?:twice|again|more than once|a second time)(?!\w)|(?:never|not|n't|dont) .*(?<!\w)(?:an?|any) \w+ (?:twice|more than once)(?!\w)"
)


def _not_again(scene: Scene) -> Step | None:
    """“don't post the same article twice”: what a run before had is left out."""
    links = gate_place(scene, (0, 0))

    def build(draft: Draft, flow: Flow) -> None:
        drop_seen(draft, flow, None)

    return insert(scene, links, build, sure=0.8) if links else None


_DEED_FIRST = re.compile(
    r"\W*(?:also |please )*(?:notify|alert|tell|call|open|create|post|send|text|email|mail|message|log|save|store|add|ping) .+? only (?:if|when|for)(?!\w)"
)
_EXISTS = re.compile(
    r"(?<!\w)(?:already|schon|bereits|deja|ya|ja) (?:exists?|there|known|stored|saved|registered|signed up|da|vorhanden|existe|registr\w+)(?!\w)"
)
_FIRST = re.compile(
    r"(?:the |die |den |les |la |las |los |os |as )?(?:first|ersten?|premiere?s?|primer[oa]?s?|primeir[oa]s?)\s+(?P<count>\d{1,4})?\s*"
    r"(?:rows?|lines?|items?|entries|records?|zeilen?|eintrage?|lignes?|filas?|linhas?)"
)


def _behind_the_first(scene: Scene) -> Step | None:
    """“skip the first 10 rows”: what comes behind them."""
    match = _FIRST.search(scene.flat)
    skip = scene.says("skip")
    if match is None or skip is None or skip.start() > match.start():
        return None
    count, links = int(match["count"] or 1), behind_data(scene, above_code=True)

    def build(draft: Draft, flow: Flow) -> None:
        key = draft.add(
            BASE + "filter",
            {
                "conditions": conditions(condition(Code("$itemIndex"), "gte", count, type="number")),
                "options": {},
            },
            name=f"Without the first {count}",
            key="without_the_first",
            span=match.span(),
        )
        draft.hook(flow, key)

    return insert(scene, links, build, sure=0.85) if links else None


def _once(scene: Scene, span: Span) -> Step | None:
    """“leave out domains that appear twice”, “each address only once”."""
    links = gate_place(scene, span, Condition(()))

    def build(draft: Draft, flow: Flow) -> None:
        dedupe(draft, flow, Act("dedupe", 0, len(scene.u.tokens)), _told_by(scene, flow, span[0]))

    return insert(scene, links, build, sure=0.8) if links else None


def _told_by(scene: Scene, flow: Flow, end: int) -> str | None:
    """The thing that may come twice, where it is a value of the items rather than the items themselves."""
    u = scene.u
    _, last = scene.tokens_in(0, end)
    for place in reversed(range(last)):
        if (sense := u.concept(place, "nouns")) is not None and u.tokens[place].norm not in _ITEMS:
            is_item = flow.data is not None and flow.data.noun == sense.concept
            return None if is_item else re.sub(r"(?<=\w\w)s$", "", u.tokens[place].norm)
    return None


_ITEMS = frozenset("rows row entries entry items records zeilen eintrage filas lignes linhas".split())


def _only_if_any(scene: Scene) -> Step | None:
    """“if there are no tasks send nothing”: an item that holds nothing goes no further."""
    links = behind_data(scene, above_code=True)

    def build(draft: Draft, flow: Flow) -> None:
        made = condition(Code("$json.isNotEmpty()"), "true", type="boolean")
        key = draft.add(
            BASE + "filter",
            {"conditions": conditions(made), "options": {}},
            name="Only if there is any",
            key="any",
        )
        draft.hook(flow, key)

    return insert(scene, links, build, sure=0.8) if links else None


def _name(scene: Scene, span: Span, *, denied: bool) -> str:
    text = re.sub(r"\s+", " ", scene.text[span[0] : span[1]]).strip(" .,:;!?")
    if len(text) > _LONGEST_NAME:
        return "Only those"
    if text.lower().split(" ")[0] in HAVING:
        return f"Skip those that {text}" if denied else f"Only those that {text}"
    if cue("where").match(text.lower()):
        return f"Skip those {text}" if denied else f"Only those {text}"
    return f"Skip if {text}" if denied else f"Only if {text}"


def _seen(scene: Scene) -> Step | None:
    """“skip orders that we already have”: only what no run before has seen."""
    match = scene.says("already_seen")
    if match is None or not any(scene.says(name) for name in ("skip", "only", "remove")):
        return None
    links = gate_place(scene, (0, 0))

    def build(draft: Draft, flow: Flow) -> None:
        drop_seen(draft, flow, match.span(), by="email" if _BY_MAIL.search(scene.flat) else "")

    return insert(scene, links, build, sure=0.8) if links else None


_BY_MAIL = re.compile(
    r"(?<!\w)e-?mail(?: address| adresse)?(?:es|s)?\W+(?:is |are |we |that )?(?:already|schon|bereits|deja|ya|ja)(?!\w)"
)


_MEASURED = re.compile(r"\s*(?:[kmg]i?b|bytes?|kilobytes?|megabytes?|gigabytes?|px|pixels?|%|percent)(?!\w)")


def _limit(scene: Scene) -> Step | None:
    """“only the first 5 events”."""
    if scene.says("only") is None and scene.says("number_up") is None:
        return None
    if scene.says("counted_text") is not None:
        return None
    if change_test(scene) is not None or any(node.type == BASE + "limit" for node in scene.canvas.nodes):
        return None
    found = _count(scene)
    links = (
        behind_data(scene, above_code=True)
        if named_place(scene).before is None
        else gate_place(scene, (0, 0))
    )
    if found is None or not links:
        return None
    count, span = found
    if _MEASURED.match(scene.flat, span[1]) is not None:
        # "files under 10 MB": how big, not how many.
        return None
    links = _behind_order(scene, links)
    if (asked := _asked_for(scene, links)) is not None:
        all_of_them = asked.parameters.get("returnAll") is True
        lifted = (SetParameter(asked.name, "returnAll", False),) if all_of_them else ()
        return Step((*lifted, SetParameter(asked.name, "limit", count)), 0.85)

    def build(draft: Draft, flow: Flow) -> None:
        limit(draft, flow, count, span)

    return insert(scene, links, build, sure=0.8)


def _behind_order(scene: Scene, links: Sequence[Connection]) -> Sequence[Connection]:
    """The first ten of what is sorted: behind the sorting."""
    canvas = scene.canvas
    while len(links) == 1 and canvas.workflow.get(links[0].target).type in _ORDERING:
        links = canvas.leaving(Way(links[0].target)) or ()
    return links


_ORDERING = frozenset({BASE + "sort", BASE + "removeDuplicates"})


def _asked_for(scene: Scene, links: Sequence[Connection]) -> Node | None:
    """What reads the items with a limit of its own: that is where less is asked for."""
    nodes = (scene.canvas.workflow.get(link.source) for link in links)
    return next(
        (
            node
            for node in nodes
            if isinstance(node.parameters.get("limit"), int) or node.parameters.get("returnAll") is True
        ),
        None,
    )


def _count(scene: Scene) -> tuple[int, Span] | None:
    """How many at most: "the first 5", "top 3"."""
    found = limit_of(Growth(scene).draft, 0, len(scene.u.tokens))
    numbers = [token for token in scene.u.tokens if as_number(token) is not None]
    up = list(cue("number_up").finditer(scene.flat))
    if (
        found is None
        and len(numbers) == 1
        and any(0 <= numbers[0].start - match.end() <= _NEAR for match in up)
    ):
        return as_number(numbers[0]) or 1, (numbers[0].start, numbers[0].end)
    return found
