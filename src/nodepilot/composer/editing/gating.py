"""“Only message me when rain is expected”, “skip rows where the email is empty”: a filter on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.tests import conditions_of
from nodepilot.composer.build.transforms import drop_seen, limit, limit_of
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.comparing import change_test
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import Growth, insert
from nodepilot.composer.editing.placing import behind_data, named_place
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.editing.tested import of_things
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.comparisons import Condition, Test, parse_number
from nodepilot.composer.reading.implied import implied_condition
from nodepilot.plan.shapes import conditions
from nodepilot.sentences import say
from nodepilot.workflow.model import Connection

_LONGEST_NAME = 40
_TELLING = frozenset({"message", "send", "notify", "text", "email", "post"})


def gate(scene: Scene) -> Step | None:
    """A filter before what is done: only some items get there."""
    if scene.says("any_there") is not None and (scene.says("only") or scene.says("ensure")):
        return _nothing_to_do()
    found = _read(scene)
    if found is None:
        return _seen(scene) or _limit(scene)
    condition, span, denied = found
    condition = of_things(scene, condition)
    if any(test.left.lower() in {"there", "any"} for test in condition.tests):
        return _nothing_to_do()
    links = _links(scene, span)
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


def _nothing_to_do() -> Step:
    return Step(
        (), 0.7, (say("Steps behind an empty list do not run in n8n: nothing has to change for that."),)
    )


def _name(scene: Scene, span: Span, *, denied: bool) -> str:
    text = re.sub(r"\s+", " ", scene.text[span[0] : span[1]]).strip(" .,:;!?")
    if len(text) > _LONGEST_NAME:
        return "Only those"
    if text.lower().split(" ")[0] in _HAVING:
        return f"Skip those that {text}" if denied else f"Only those that {text}"
    if cue("where").match(text.lower()):
        return f"Skip those {text}" if denied else f"Only those {text}"
    return f"Skip if {text}" if denied else f"Only if {text}"


def _read(scene: Scene) -> tuple[Condition, Span, bool] | None:
    """The condition under which items go on, and where it stands."""
    for name, denied in (
        ("unless", True),
        ("skip", True),
        ("only", False),
        ("ensure", False),
        ("stop_doing", True),
    ):
        match = scene.says(name)
        if match is None or (name == "stop_doing" and not cue("when").search(scene.flat, match.end())):
            continue
        found = (
            _sender(scene, match.end())
            or _hours(scene, match.end())
            or _fielded(scene, match.end())
            or _condition(scene, match.end())
            or (_narrowed(scene, match.end()) if name == "only" else None)
        )
        if found is None and name == "skip":
            found = _condition(scene, 0, match.start())
        if found is None:
            continue
        condition, span = found
        return (condition.inverted() if denied else condition), span, denied
    return None


def _condition(scene: Scene, start: int, stop: int | None = None) -> tuple[Condition, Span] | None:
    """The condition behind "when", "if", "where", or a bare one ("above 100 euros")."""
    u = scene.u
    first, last = scene.tokens_in(start, len(scene.text) if stop is None else stop)
    places = [
        index + 1
        for index in range(first, last)
        if cue("when").fullmatch(u.tokens[index].norm)
        or cue("where").fullmatch(u.tokens[index].norm)
        or cue("for").fullmatch(u.tokens[index].norm)
        or u.has(index, "words", "that", "with", "without")
    ]
    for place in [*places, first, *range(first + 1, last if stop is not None else first + 1)]:
        found = scene.conditions.read(place, last)
        if found is not None:
            condition, end = found
            return condition, u.span(place, max(end, place + 1))
    for place in places:
        if (about := _about(scene, place, last)) is not None:
            return about
    return None


def _about(scene: Scene, first: int, last: int) -> tuple[Condition, Span] | None:
    """“for messages about invoices”, “with attachments”: a word that the text contains."""
    u = scene.u
    quoted = [t for t in u.tokens[first:last] if t.kind is Kind.QUOTED]
    if len(quoted) == 1:
        span = (quoted[0].start, quoted[0].end)
        return Condition((Test("", "contains", quoted[0].text[1:-1], "string", span),)), span
    for index in range(first, last):
        if u.has(index, "words", "about") and index + 1 < last:
            words = u.words(index + 1, last).strip(" .!?")
            return Condition((Test("subject", "contains", words, "string", u.span(index, last)),)), u.span(
                index, last
            )
    return None


def _fielded(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“orders with status paid”, “messages from user id 4711”: a field, and its value right behind."""
    u = scene.u
    first, last = scene.tokens_in(start, len(scene.text))
    for index in range(first, last):
        norm = u.tokens[index].norm
        if not (cue("where").fullmatch(norm) or norm in _HAVING or u.has(index, "words", "with", "from")):
            continue
        place = index + 1
        lacks = u.has(index, "words", "without") > 0 or norm in _LACKING
        if place < last and u.tokens[place].norm in _NONE:
            lacks, place = True, place + 1
        while place < last and u.has(place, "words", "det"):
            place += 1
        name = place
        while place < last and u.has(place, "fields"):
            place += u.has(place, "fields")
        if (
            place > name
            and (lacks or norm in _HAVING or u.has(index, "words", "with"))
            and (place >= last or u.tokens[place].norm in ",.;")
        ):
            # "without an email address", "with a phone number": whether there is one.
            operator = "empty" if lacks else "not_empty"
            span = u.span(index, place)
            return Condition((Test(u.words(name, place), operator, None, "string", span),)), span
        if place == name or place >= last or u.has(place, "conditions") or u.has(place, "words", *_JOINING):
            continue
        token = u.tokens[place]
        if token.kind in {Kind.EMAIL, Kind.URL} or token.norm in {",", ".", ":"}:
            continue
        value = token.text[1:-1] if token.kind is Kind.QUOTED else token.text
        number = parse_number(token)
        test = Test(
            u.words(name, place),
            "eq",
            value if number is None else number,
            "string" if number is None else "number",
            u.span(index, place + 1),
        )
        return Condition((test,)), u.span(index, place + 1)
    return None


_HAVING = frozenset("have has having hat haben ont tienen tiene tem lack lacks lacking miss missing".split())
_LACKING = frozenset("lack lacks lacking miss missing".split())
_NONE = frozenset("no any kein keine keinen aucun aucune ningun ninguna nenhum nenhuma empty".split())
_JOINING = ("and", "or", "that", "with", "from", "in", "to", "modal", "pronoun", "not", "det", "when", "if")
"""Words that are no value."""


def _sender(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“mails from boss@corp.io”: who sent it."""
    address = next((t for t in scene.u.tokens if t.kind is Kind.EMAIL and t.start >= start), None)
    if address is None or not re.search(
        r"(?:from|von|de|d[aeo]|by)\s+(?:[\w-]+\s+){0,3}$", scene.flat[: address.start]
    ):
        return None
    span = (address.start, address.end)
    return Condition((Test("email", "contains", address.text, "string", span),)), span


_HOURS = re.compile(
    r"(?:between|from|zwischen|von|entre|de|das|desde)\s+(?:las\s+)?(\d{1,2})(?::\d\d)?\s*(am|pm|h|uhr)?\s*"
    r"(?:and|to|till|until|-|und|bis|y|et|e|a|as|hasta las|ate)\s+(?:las\s+)?(\d{1,2})(?::\d\d)?\s*(am|pm|h|uhr|o'clock)?"
)
_NIGHT = re.compile(r"(?:night|hours|daytime|o'clock|nacht|uhr|noche|nuit|noite|\d\s?h\b|[ap]m\b)")


def _hours(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“only between 8 and 20h”: hours of the day."""
    match = _HOURS.search(scene.flat, start)
    if match is None or not _NIGHT.search(scene.flat):
        return None
    first, last = _hour(match.group(1), match.group(2) or ""), _hour(match.group(3), match.group(4) or "")
    test = Test("", "between", first, "clock", match.span(), "", last)
    return Condition((test,)), match.span()


def _hour(digits: str, meridiem: str) -> float:
    hour = int(digits)
    return float(hour + 12 if meridiem == "pm" and hour < _NOON else hour)


_NOON = 12


def _narrowed(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“only for orders from Austria”: what the things are narrowed down to."""
    first, last = scene.tokens_in(start, len(scene.text))
    if last - first < _FEWEST:
        return None
    found = implied_condition(scene.u, Clause(first, last, "if", 0))
    return (found, found.tests[0].span) if found is not None else None


_FEWEST = 3


def _links(scene: Scene, span: Span) -> Sequence[Connection]:
    """Before what the instruction names; else right behind the data, before anything is written."""
    canvas = scene.canvas
    outside = scene.without(span)
    if (before := named_place(outside).before) is not None:
        return canvas.links(before.name)
    if _whole_flow(scene) and not any(node.type == BASE + "scheduleTrigger" for node in canvas.triggers):
        return [link for node in canvas.triggers for link in canvas.leaving(Way(node.name))]
    writing = [each.node for each in nodes_meant(outside) if canvas.is_writing(each.node)]
    if writing:
        return canvas.before_joining(writing[0])
    acts = [act for act in outside.acts() if act.verb in _TELLING]
    ends = [node for node in canvas.ends if canvas.is_writing(node)]
    if acts and ends:
        return canvas.before_joining(ends[-1])
    return behind_data(scene)


def _seen(scene: Scene) -> Step | None:
    """“skip orders that we already have”: only what no run before has seen."""
    match = scene.says("already_seen")
    if match is None or (scene.says("skip") is None and scene.says("only") is None):
        return None
    links = _links(scene, (0, 0))

    def build(draft: Draft, flow: Flow) -> None:
        drop_seen(draft, flow, match.span())

    return insert(scene, links, build, sure=0.8) if links else None


def _limit(scene: Scene) -> Step | None:
    """“only the first 5 events”."""
    if scene.says("only") is None and scene.says("number_up") is None:
        return None
    if scene.says("counted_text") is not None:
        return None
    if change_test(scene) is not None:
        return None
    found = _count(scene)
    links = (
        behind_data(scene, above_code=True) if named_place(scene).before is None else _links(scene, (0, 0))
    )
    if found is None or not links:
        return None
    count, span = found

    def build(draft: Draft, flow: Flow) -> None:
        limit(draft, flow, count, span)

    return insert(scene, links, build, sure=0.8)


def _count(scene: Scene) -> tuple[int, Span] | None:
    """How many at most: "the first 5", "top 3"."""
    found = limit_of(Growth(scene).draft, 0, len(scene.u.tokens))
    numbers = [token for token in scene.u.tokens if token.kind is Kind.NUMBER and token.norm.isdigit()]
    if found is None and len(numbers) == 1 and scene.says("number_up") is not None:
        return int(numbers[0].norm), (numbers[0].start, numbers[0].end)
    return found


def _whole_flow(scene: Scene) -> bool:
    """“only do this for …”: nothing of it shall happen otherwise."""
    return re.search(
        r"(?<!\w)(?:do (?:this|it|that)|run|start|trigger|react|react to)(?!\w)", scene.flat
    ) is not None or (scene.says("only_things") is not None and scene.says("both") is not None)
