"""Which branch of an If, a Switch or a classifier the words of an instruction mean."""

from __future__ import annotations

import re

from nodepilot.composer.editing.canvas import BASE, FORKS, LANGCHAIN, Way
from nodepilot.composer.editing.case_values import only_other_choice
from nodepilot.composer.editing.cues import cue, flat, table
from nodepilot.composer.editing.finding import STOP, nodes_meant
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.editing.tested import BOUNDS, compared, ruled, rules_of
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.comparisons import parse_number, whole
from nodepilot.kit.records import dataclass
from nodepilot.workflow.model import Node


@dataclass(frozen=True, slots=True)
class Branch:
    """An output of a branching node that words name, and where they stand."""

    way: Way
    span: Span
    score: float


def branch_meant(scene: Scene) -> Branch | None:
    """The branch that the instruction speaks of: "for sales", "when it is down", "the big ones"."""
    found: list[Branch] = []
    for node in scene.canvas.nodes:
        if node.type == BASE + "if":
            found += _if_branches(scene, node)
        elif node.type in FORKS:
            found += _switch_branches(scene, node)
    if len({each.way.node for each in found}) > 1:
        meant = {each.node.name for each in nodes_meant(scene) if each.score >= _NAMED}
        found = [each for each in found if each.way.node in meant] or found
    return max(found, key=lambda each: each.score, default=None)


_NAMED = 2.0
"""How well a step has to fit to be the one of several whose branch is meant."""


def _if_branches(scene: Scene, node: Node) -> list[Branch]:
    found: list[Branch] = []
    for test in compared(node):
        right, operation = test.right, test.operation
        yes = 1 if operation.startswith("not") and isinstance(right, str) else 0
        if isinstance(right, str) and right and (span := _whole_word(scene, right)):
            is_denied = _DENIED.search(scene.flat[: span[0]]) is not None
            found.append(Branch(Way(node.name, 1 - yes if is_denied else yes), span, 2.0))
            continue
        other = only_other_choice(scene.canvas.workflow, test.left, str(right))
        if other is not None and (span := _whole_word(scene, other)):
            found.append(Branch(Way(node.name, 1 - yes), span, 2.0))
            continue
        if operation in _FILLED and (told := _given_or_missing(scene, test.left)) is not None:
            span, is_given = told
            found.append(Branch(Way(node.name, 0 if is_given is _FILLED[operation] else 1), span, 1.8))
        if operation in BOUNDS:
            for name, is_big in (("big", True), ("small", False)):
                match = scene.says(name)
                if match is not None and not _other_bound(scene, match.end(), right):
                    output = 0 if is_big == operation.startswith("gt") else 1
                    found.append(Branch(Way(node.name, output), match.span(), 1.5))
    numbers = {number for token in scene.u.tokens if (number := parse_number(token)) is not None}
    for test in compared(node):
        if test.is_bound and _is_figure(test.right) and float(test.right) in numbers:
            for side in ("gt", "lt"):
                words = rf"(?<!\w)(?:{table('tests')[side]})(?: than| als| que| de)? [€$£]?{re.escape(str(whole(float(test.right))))}(?!\w)"
                if (match := re.search(words, scene.flat)) is not None:
                    output = 0 if test.operation.startswith(side) else 1
                    found.append(Branch(Way(node.name, output), match.span(), 1.5))
    bounds = [float(test.right) for test in compared(node) if test.is_bound and _is_figure(test.right)]
    if bounds and numbers and not numbers & {*bounds}:
        # "above 5000" beside a check against 500: the words are the same, the case is another.
        return found
    if _other_domain(scene, node):
        return found
    for word in re.findall(r"[^\W_]+", flat(node.name)):
        if (
            word in STOP
            or word in {"is", "if", "check", "are", "has"}
            or len(word) < 3
            or word not in scene.flat
        ):
            continue
        match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", scene.flat)
        if match is not None and (_in_condition(scene, match.start()) or _is_subject(scene, match.start())):
            denied = re.search(r"(?:not|n't|nicht|pas|no|nao)\s+(?:\w+\s+)?$", scene.flat[: match.start()])
            found.append(Branch(Way(node.name, 1 if denied else 0), match.span(), 1.2))
    if (bad := _OUTAGE.search(scene.flat)) is not None and _is_for_bad(node):
        found.append(Branch(Way(node.name, 0), bad.span(), 1.3))
    down = _DOWN.search(scene.flat)
    if down is not None and _is_for_bad(node) and _in_condition(scene, down.start("what")):
        found.append(Branch(Way(node.name, 0), down.span("what"), 1.3))
    good = _GOOD.search(scene.flat)
    if (
        good is not None
        and _is_for_bad(node)
        and (_in_condition(scene, good.start()) or _ONCE.search(scene.flat[: good.start()]))
    ):
        found.append(Branch(Way(node.name, 1), good.span(), 1.3))
    if (match := scene.says("otherwise")) is not None and match.group() not in {
        "not",
        "no",
        "nicht",
        "pas",
        "nao",
    }:
        found.append(Branch(Way(node.name, 1), match.span(), 1.4))
    return found


_FILLED = {"notEmpty": True, "exists": True, "empty": False, "notExists": False}
"""Comparisons that ask whether a value is there, and whether they say yes to one that is."""


def _given_or_missing(scene: Scene, left: str) -> tuple[Span, bool] | None:
    """“when the email is missing”, “without an email”, “if there is an email”: the value that is asked for, and whether it is there."""
    field = re.search(r"([A-Za-z_]\w*)\W*$", left.rstrip("} '\"])"))
    if field is None:
        return None
    name = re.escape(flat(field.group(1)))
    missing = re.search(
        rf"(?<!\w){name}(?: address| number)? (?:is|was|are) (?:missing|empty|not (?:there|given|set))|(?:without|missing|no) (?:an? |the |any )?{name}(?!\w)|(?:has|have|is|was) no {name}(?!\w)",
        scene.flat,
    )
    if missing is not None:
        return missing.span(), False
    given = re.search(
        rf"(?:if|when|for those|with) (?:there is )?(?:an? |the )?{name}(?: address| number)?(?: is (?:there|given|set|present))?(?=\W*$|,| (?:also|send|post|tell|notify|email|text|create|add)(?!\w))",
        scene.flat,
    )
    return (given.span(), True) if given is not None else None


_DENIED = re.compile(
    r"(?:(?:is|are|was|does|do)(?: not|n'?t)|not(?: of type| about| for)?|other than|except(?: for)?|apart from|but|kein\w*|nicht|ausser|"
    r"pas|sauf|no (?:es|sea|son)|que no|excepto|menos|salvo|nao (?:e|seja|sao))\s+(?:the |a |an |die |der |das |le |la |les |el |los |las |o |os )?$"
)
"""“everything that isn't sales”."""
_GOOD = re.compile(
    r"(?<!\w)(?:(?:it|everything|all|alles|todo|tout|tudo)(?:'s| is| are| ist| est| esta)? )?(?:fine|ok(?:ay)?|alright|up(?: again)?|good|healthy|works again|running again|runs again|recovers|recovered|comes back(?: up)?|came back|"
    r"back(?: up)?|in order|working|reachable|online|in ordnung|gut|erreichbar|bien|bon|bem)(?!\w)"
)
_ONCE = re.compile(r"(?<!\w)(?:once|after|nachdem|sobald|une fois que|una vez que|assim que)\s+$")
_DOWN = re.compile(
    r"(?<!\w)(?:it|that|this|everything|something|the \w+|es|die \w+|der \w+|ca|la \w+|le \w+|el \w+|o \w+|a \w+)?(?:'s| is| goes| went| are| ist| est| esta| cae)? ?(?P<what>down|offline|unreachable|not reachable|not available|unavailable|out of order|nicht erreichbar|hors ligne|inaccessible|caid[oa]|fora do ar)(?!\w)"
)
_OUTAGE = re.compile(
    r"(?<!\w)(?:(?:each|every|all(?: the)?|any|the|jede[nrs]?|alle|chaque|tout(?:e|es|s)?(?: les)?|cada|tod[oa]s?(?: l[oa]s| [oa]s)?) )(?:outages?|shortages?|downtimes?|failures?|incidents?|ausfalle?|pannes?|caidas?|quedas?|falhas?|fallos?)(?!\w)"
)
"""“log every outage”: what happens when the check for what is bad says yes."""
_BAD = re.compile(
    r"(?<!\w)(?:down|low|fail(?:ed|s|ing)?|errors?|missing|broken|empty|offline|wrong|invalid|late|overdue)(?!\w)"
)
"""A check for what is bad: what is fine leaves by its other output."""


def _is_for_bad(node: Node) -> bool:
    """Whether it says yes to what is bad: by its name, or by a status that no good answer has."""
    return _BAD.search(flat(node.name)) is not None or any(
        "status" in flat(test.left)
        and _is_figure(test.right)
        and (
            (test.operation == "notEquals" and float(test.right) < _ERROR)
            or (test.operation in {"gt", "gte", "equals"} and float(test.right) >= _ERROR - 1)
        )
        for test in compared(node)
    )


_ERROR = 400
"""From this status on an answer tells of an error."""


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float) or (
        isinstance(value, str) and re.fullmatch(r"\d+(?:\.\d+)?", value.strip()) is not None
    )


_DOMAIN = re.compile(r"@?((?:[\w-]+\.)+[a-z]{2,})(?!\w)")


def _other_domain(scene: Scene, node: Node) -> bool:
    """“if the email contains @gmail.com” beside a check for @acme.io: another condition than the one that is there."""
    held = {
        found
        for test in compared(node)
        if isinstance(test.right, str)
        for found in _DOMAIN.findall(test.right)
    }
    said = {
        found
        for match in re.finditer(r"(?:contains?|ends? with|is|from|at) (?P<what>@?[\w.-]+)", scene.flat)
        for found in _DOMAIN.findall(match["what"])
    }
    return bool(held) and bool(said) and not held & said


def _other_bound(scene: Scene, end: int, bound: object) -> bool:
    """“orders over 5000” where 500 is compared with: another condition than the one that is there."""
    following = [t for t in scene.u.tokens if t.start >= end][:_NEAR]
    number = next((found for t in following if (found := parse_number(t)) is not None), None)
    return number is not None and str(bound) not in {str(number), str(whole(number))}


_NEAR = 3
"""Words between “large” and the bound: “large ones above 2000”."""


def _in_condition(scene: Scene, place: int) -> bool:
    """“when it is down”, “for the urgent ones”, “the approved expenses”."""
    before = scene.flat[max(0, place - 30) : place]
    return bool(cue("when").search(before) or cue("for").search(before)) or bool(
        re.search(r"(?:the|all|only|die|les|los|las|os|as)\s+$", before)
    )


def _is_subject(scene: Scene, place: int) -> bool:
    """“approved people get an email”: what the sentence begins with."""
    before = cue("polite").sub("", scene.flat[:place]).strip(" ,")
    return before in {"", "also", "all", "the"} and _GET.match(scene.flat, place) is not None


_GET = re.compile(r"\w+ (?:ones|people|[a-z]+s) (?:should|must|get|gets|go|goes|are|need)(?!\w)")


def _switch_branches(scene: Scene, node: Node) -> list[Branch]:
    found: list[Branch] = []
    # "between 25 and 30" is a case of its own, whatever the one that begins at 30 is called.
    ranged = len({number for token in scene.u.tokens if (number := parse_number(token)) is not None}) > 1
    for number, labels in enumerate(case_labels(node)):
        spans = [
            span
            for label in labels
            if not (ranged and label.isdigit()) and (span := _whole_word(scene, label))
        ]
        found += [Branch(Way(node.name, number), span, 2.0) for span in spans]
    for name, side in (("big", "gt"), ("small", "lt")):
        match = scene.says(name)
        sided = [
            (number, test)
            for number, test in enumerate(ruled(node) if node.type == BASE + "switch" else ())
            if test.operation in BOUNDS and test.operation.startswith(side)
        ]
        if match is not None and len(sided) == 1 and not _other_bound(scene, match.end(), sided[0][1].right):
            found.append(Branch(Way(node.name, sided[0][0]), match.span(), 1.5))
    return found


def _whole_word(scene: Scene, word: str) -> Span | None:
    """Where a word stands, outside of addresses, channels and quotations."""
    wanted = re.sub(r"(?<=[^\Wus]{3})s$", "", flat(word))
    if wanted not in scene.flat:
        return None
    for match in re.finditer(rf"(?<![\w#@./-]){re.escape(wanted)}(?:e?s)?(?![\w@/-])", scene.flat):
        token = next((t for t in scene.u.tokens if t.start <= match.start() < t.end), None)
        if token is None or not token.is_literal or token.kind is Kind.QUOTED:
            return match.span()
    return None


_SENTIMENTS = "Positive, Neutral, Negative"


def case_labels(node: Node) -> list[tuple[str, ...]]:
    """What the outputs of a Switch or a classifier may be called, in order."""
    if node.type == BASE + "switch":
        keys = [
            str(each.get("outputKey") or "") if isinstance(each, dict) else ""
            for each in (node.parameters.get("rules") or {}).get("values") or []
        ]
        return [
            tuple(name for name in (key, str(test.get("rightValue") or "")) if name)
            for key, (_, test) in zip(keys, rules_of(node), strict=False)
        ]
    if node.type == LANGCHAIN + "sentimentAnalysis":
        options = node.parameters.get("options")
        named = options.get("categories") if isinstance(options, dict) else None
        return [(each.strip(),) for each in str(named or _SENTIMENTS).split(",")]
    held = node.parameters.get("categories")
    values = held.get("categories") if isinstance(held, dict) else None
    return [(str(each.get("category", "")),) for each in values or [] if isinstance(each, dict)]
