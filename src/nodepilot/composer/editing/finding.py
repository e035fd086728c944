"""Which nodes the words of an instruction mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.catalog import ComputedPorts, NodeTypeVersion, Port
from nodepilot.composer.editing.canvas import Canvas
from nodepilot.composer.editing.case_values import field_of
from nodepilot.composer.editing.cues import cue, flat, table
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.editing.tested import compared, ruled
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import Kind
from nodepilot.kit.records import dataclass
from nodepilot.workflow.model import Node

ENOUGH = 0.8
STOP = frozenset(
    "the a an to of in on for and or with by from it is my our this that node step new me us them "
    "der die das den dem ein eine le la les un une el los las uno una de du des al".split()
)
_CONCEPTS = ("verbs", "nouns", "fields")


@dataclass(frozen=True, slots=True)
class Found:
    """A node that is meant, and how much speaks for it."""

    node: Node
    score: float


def nodes_meant(scene: Scene, span: Span | None = None) -> list[Found]:
    """The nodes that the words in the span (all, without one) may mean, best first."""
    where = span or (0, len(scene.text))
    return list(scene.once(("meant", where), lambda: _meant(scene, *where)))


def of_named_service(scene: Scene, found: list[Found], span: Span) -> list[Found]:
    """Of these the nodes of a service that is named in the span; none where the workflow has nothing of that service."""
    start, end = span
    named = {hit.key for hit in scene.u.services if not hit.is_generic and start <= hit.mention.start < end}
    if not named:
        return found
    return [
        each
        for each in found
        if (service := scene.canvas.service(each.node)) is None
        or service.key in named
        or flat(each.node.name) in scene.flat
        or any(_maker(service.key) == _maker(key) for key in named)
    ]


def _meant(scene: Scene, start: int, end: int) -> list[Found]:
    found = [Found(node, _score(scene, node, start, end)) for node in scene.canvas.nodes]
    return sorted((each for each in found if each.score >= ENOUGH), key=lambda each: -each.score)


def _score(scene: Scene, node: Node, start: int, end: int) -> float:
    part = scene.flat[start:end]
    name = flat(node.name)
    # Most names are not there at all: no pattern has to be made of those.
    is_named = name in part and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", part)
    score = 3 + len(name) / 100 if is_named else 0.0
    score += max(_by_service(scene, node, start, end), _by_purpose(scene, node, start, end))
    score += _by_kind(scene.canvas, node, part)
    score += _by_words(scene, node, start, end)
    score += _by_place(scene.canvas, node, part)
    score += _by_test(node, part)
    return score


_TEST_OF = re.compile(
    r"(?<!\w)(?P<field>[a-z][\w ]{2,25}?)[ -]?(?:check|condition|filter|switch|test|limit|threshold|routing|bedingung|prufung|filtre|filtro)(?!\w)"
)


def _by_test(node: Node, part: str) -> float:
    """“the amount check”: the step that compares an amount, whatever it is called."""
    if not node.type.endswith((".if", ".switch", ".filter")) or (match := _TEST_OF.search(part)) is None:
        return 0.0
    tests = [*compared(node), *ruled(node)]
    words = flat(match["field"]).split()
    return 1.6 if any(field_of(test.left) == words[-1] for test in tests) else 0.0


def _by_service(scene: Scene, node: Node, start: int, end: int) -> float:
    service = scene.canvas.service(node)
    if service is None:
        return 0.0
    best = 2.0 if _is_named_short(scene, service.name, start, end) else 0.0
    for hit in scene.u.services:
        if not start <= hit.mention.start < end:
            continue
        if hit.is_generic:
            keys = [candidate.service for candidate in hit.mention.candidates]
            if service.key in keys and not scene.canvas.is_sub_node(node):
                best = max(best, 1.5)
        elif hit.key == service.key:
            best = max(best, 2.5)
        elif hit.key in {"openAi", "anthropic", "googleGemini"} and _maker(service.key) == _maker(hit.key):
            best = max(best, 2.4)
    return best


def _by_purpose(scene: Scene, node: Node, start: int, end: int) -> float:
    """“mailing the boss”, “the text message”: the step of a service that is there for that."""
    service = scene.canvas.service(node)
    if service is None or scene.canvas.is_sub_node(node) or scene.canvas.is_trigger(node):
        return 0.0
    first, last = scene.tokens_in(start, end)
    for index in range(first, last):
        for need, words in _PURPOSES.items():
            if (
                need in service.needs
                and scene.u.has(index, "verbs", *words)
                and scene.canvas.is_writing(node)
            ):
                return 1.2
    return 0.0


def _is_named_short(scene: Scene, name: str, start: int, end: int) -> bool:
    """“Monday” for monday.com, where only one thing is spoken of and no time."""
    short = re.sub(r"\.\w+$", "", flat(name))
    return short != flat(name) and scene.u.schedule is None and scene.flat[start:end].strip() == short


_PURPOSES = {"email": ("email",), "sms": ("text",), "chat_message": ("message",)}
"""What a service is there for, and the verbs that say so."""


def _maker(key: str) -> str:
    return re.sub(r"(?i)^lmchat|chat$", "", key).lower()


def _by_kind(canvas: Canvas, node: Node, part: str) -> float:
    words = table("kinds").get(node.type)
    if node.type == _FILTER and all(other.type != _IF for other in canvas.nodes):
        # "that condition": a Filter is one, where no If is.
        words = f"{words}|{table('kinds')[_IF]}"
    kind = re.search(rf"(?<!\w)(?:{words})(?!\w)", part) if words else None
    if kind is not None:
        # "the check" where another step is called "Check Site": it may be that one.
        others = [flat(other.name).split() for other in canvas.nodes if other.name != node.name]
        return _KIN if any(kind.group() in each for each in others) else 1.6
    version = canvas.version(node)
    if version is not None and canvas.is_sub_node(node):
        for port_kind, said in (
            ("ai_languageModel", "model|llm|modell|modele|modelo"),
            ("ai_memory", "memory"),
        ):
            if any(port.type == port_kind for port in _outputs(version)) and re.search(
                rf"(?<!\w)(?:{said})(?!\w)", part
            ):
                return 1.6
    if canvas.is_trigger(node) and re.search(
        r"(?<!\w)(?:trigger|ausloser|declencheur|disparador|gatilho)(?!\w)", part
    ):
        return 1.6
    return 0.0


_FILTER, _IF = "n8n-nodes-base.filter", "n8n-nodes-base.if"
_KIN = 0.8
"""How much a word for a kind says that stands in another step's name."""


def _outputs(version: NodeTypeVersion) -> Sequence[Port]:
    return () if isinstance(version.outputs, ComputedPorts) else version.outputs


def _by_words(scene: Scene, node: Node, start: int, end: int) -> float:
    """Words that the instruction shares with the node's name, by their concept or as they stand."""
    first, last = scene.tokens_in(start, end)
    said: set[str] = set()
    for index in range(first, last):
        token = scene.u.tokens[index]
        if token.kind not in {Kind.WORD, Kind.SLUG} or token.norm in STOP:
            continue
        said.add(_stem(token.norm))
        said |= {f"{s.category}:{s.concept}" for s in scene.u.senses[index] if s.category in _CONCEPTS}
    score = 0.0
    for word in re.findall(r"[^\W_]+", flat(node.name)):
        if word in STOP:
            continue
        concepts = {
            f"{category}:{concept}"
            for category, concept in load_lexicon("en").senses(word)
            if category in _CONCEPTS
        }
        if _stem(word) in said or _is_akin(word, said):
            score += 0.9
        elif concepts & said:
            score += 0.8
    return min(score, 2.0)


def _is_akin(word: str, said: set[str]) -> bool:
    """“the summary” of a step called Summarize: long words that part late are of one family."""
    return len(word) >= _LONG and any(
        len(each) >= _LONG and ":" not in each and each[:_LONG] == word[:_LONG] for each in said
    )


_LONG = 6
"""Letters that words of one family share at their beginning."""


def _stem(word: str) -> str:
    for ending in (
        "ications",
        "ication",
        "ations",
        "ation",
        "ions",
        "ion",
        "ating",
        "ates",
        "ated",
        "ate",
        "ing",
        "ies",
        "ied",
        "ed",
        "es",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _by_place(canvas: Canvas, node: Node, part: str) -> float:
    if re.search(r"(?<!\w)(?:last|final|letzten?|dernier|ultim[oa])(?!\w)", part) and cue("step").search(
        part
    ):
        ends = canvas.ends
        return 2.0 if ends and ends[-1].name == node.name else 0.0
    if re.search(r"(?<!\w)(?:first|erste[nr]?|premier|primer[oa]?|primeir[oa])(?!\w)", part) and cue(
        "step"
    ).search(part):
        starts = canvas.triggers
        following = canvas.workflow.graph.successors(starts[0].name) if starts else ()
        return 2.0 if following and following[0] == node.name else 0.0
    if (place := _of_kind(canvas, node, part)) is not None:
        return place
    number = _numbered(part)
    if number is not None and 0 < number <= len(canvas.steps) and canvas.steps[number - 1].name == node.name:
        return 2.0
    return 0.0


def _of_kind(canvas: Canvas, node: Node, part: str) -> float | None:
    """“the second If”: its place among the steps of that kind."""
    kind = table("kinds").get(node.type)
    if not kind:
        return None
    for number, words in (
        ("1", "first|1st|erste[nrsm]?|premiere?|primer[oa]?|primeir[oa]"),
        *table("ordinals").items(),
    ):
        if re.search(rf"(?<!\w)(?:{words})\s+(?:{kind})(?!\w)", part):
            same = [each.name for each in canvas.steps if each.type == node.type]
            return 2.0 if len(same) >= int(number) and same[int(number) - 1] == node.name else -1.0
    return None


def _numbered(part: str) -> int | None:
    """“the second step”, “step 3”: its number, the trigger being the first."""
    steps = cue("step").pattern
    if (match := re.search(rf"{steps}\s+(?:no\.? |nr\.? |#)?(\d{{1,2}})(?!\w)", part)) is not None:
        return int(match.group(1))
    for number, words in table("ordinals").items():
        if re.search(rf"(?<!\w)(?:{words})\s+{steps}", part):
            return int(number)
    return None
