"""Which nodes the words of an instruction mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nodepilot.catalog import ComputedPorts, NodeTypeVersion, Port
from nodepilot.composer.editing.canvas import BASE, Canvas, Way
from nodepilot.composer.editing.cues import cue, flat, table
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.editing.tested import BOUNDS, compared, rules_of
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.comparisons import parse_number, whole
from nodepilot.workflow.model import Node

ENOUGH = 0.8
_STOP = frozenset(
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


def _meant(scene: Scene, start: int, end: int) -> list[Found]:
    found = [Found(node, _score(scene, node, start, end)) for node in scene.canvas.nodes]
    return sorted((each for each in found if each.score >= ENOUGH), key=lambda each: -each.score)


def _score(scene: Scene, node: Node, start: int, end: int) -> float:
    part = scene.flat[start:end]
    name = flat(node.name)
    score = 3 + len(name) / 100 if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", part) else 0.0
    score += max(_by_service(scene, node, start, end), _by_purpose(scene, node, start, end))
    score += _by_kind(scene.canvas, node, part)
    score += _by_words(scene, node, start, end)
    score += _by_place(scene.canvas, node, part)
    return score


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
    if words and re.search(rf"(?<!\w)(?:{words})(?!\w)", part):
        return 1.6
    version = canvas.version(node)
    if version is not None and canvas.is_sub_node(node):
        for kind, said in (("ai_languageModel", "model|llm|modell|modele|modelo"), ("ai_memory", "memory")):
            if any(port.type == kind for port in _outputs(version)) and re.search(
                rf"(?<!\w)(?:{said})(?!\w)", part
            ):
                return 1.6
    if canvas.is_trigger(node) and re.search(
        r"(?<!\w)(?:trigger|ausloser|declencheur|disparador|gatilho)(?!\w)", part
    ):
        return 1.6
    return 0.0


def _outputs(version: NodeTypeVersion) -> Sequence[Port]:
    return () if isinstance(version.outputs, ComputedPorts) else version.outputs


def _by_words(scene: Scene, node: Node, start: int, end: int) -> float:
    """Words that the instruction shares with the node's name, by their concept or as they stand."""
    first, last = scene.tokens_in(start, end)
    said: set[str] = set()
    for index in range(first, last):
        token = scene.u.tokens[index]
        if token.kind not in {Kind.WORD, Kind.SLUG} or token.norm in _STOP:
            continue
        said.add(_stem(token.norm))
        said |= {f"{s.category}:{s.concept}" for s in scene.u.senses[index] if s.category in _CONCEPTS}
    score = 0.0
    for word in re.findall(r"[^\W_]+", flat(node.name)):
        if word in _STOP:
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
        "ate",
        "ing",
        "ies",
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
    return 0.0


# branches


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
        elif node.type in {BASE + "switch", "@n8n/n8n-nodes-langchain.textClassifier"}:
            found += _switch_branches(scene, node)
    return max(found, key=lambda each: each.score, default=None)


def _if_branches(scene: Scene, node: Node) -> list[Branch]:
    found: list[Branch] = []
    for test in compared(node):
        right, operation = test.right, test.operation
        yes = 1 if operation.startswith("not") and isinstance(right, str) else 0
        if isinstance(right, str) and right and (span := _whole_word(scene, right)):
            found.append(Branch(Way(node.name, yes), span, 2.0))
        if operation in BOUNDS:
            for name, is_big in (("big", True), ("small", False)):
                match = scene.says(name)
                if match is not None and not _other_bound(scene, match.end(), right):
                    output = 0 if is_big == operation.startswith("gt") else 1
                    found.append(Branch(Way(node.name, output), match.span(), 1.5))
    numbers = {number for token in scene.u.tokens if (number := parse_number(token)) is not None}
    bounds = [float(test.right) for test in compared(node) if test.is_bound and _is_figure(test.right)]
    if bounds and numbers and not numbers & {*bounds}:
        # "above 5000" beside a check against 500: the words are the same, the case is another.
        return found
    for word in re.findall(r"[^\W_]+", flat(node.name)):
        if word in _STOP or word in {"is", "if", "check", "are", "has"} or len(word) < 3:
            continue
        match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", scene.flat)
        if match is not None and _in_condition(scene, match.start()):
            denied = re.search(r"(?:not|n't|nicht|pas|no|nao)\s+(?:\w+\s+)?$", scene.flat[: match.start()])
            found.append(Branch(Way(node.name, 1 if denied else 0), match.span(), 1.2))
    if (match := scene.says("otherwise")) is not None and match.group() not in {
        "not",
        "no",
        "nicht",
        "pas",
        "nao",
    }:
        found.append(Branch(Way(node.name, 1), match.span(), 1.4))
    return found


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float) or (
        isinstance(value, str) and re.fullmatch(r"\d+(?:\.\d+)?", value.strip()) is not None
    )


def _other_bound(scene: Scene, end: int, bound: object) -> bool:
    """“orders over 5000” where 500 is compared with: another condition than the one that is there."""
    token = next((t for t in scene.u.tokens if t.start >= end), None)
    number = parse_number(token) if token is not None else None
    return number is not None and str(bound) not in {str(number), str(whole(number))}


def _in_condition(scene: Scene, place: int) -> bool:
    """“when it is down”, “for the urgent ones”, “the approved expenses”."""
    before = scene.flat[max(0, place - 30) : place]
    return bool(cue("when").search(before) or cue("for").search(before)) or bool(
        re.search(r"(?:the|all|only|die|les|los|las|os|as)\s+$", before)
    )


def _switch_branches(scene: Scene, node: Node) -> list[Branch]:
    found: list[Branch] = []
    for number, labels in enumerate(case_labels(node)):
        spans = [span for label in labels if (span := _whole_word(scene, label))]
        found += [Branch(Way(node.name, number), span, 2.0) for span in spans]
    return found


def _whole_word(scene: Scene, word: str) -> Span | None:
    """Where a word stands, outside of addresses, channels and quotations."""
    wanted = flat(word)
    for match in re.finditer(rf"(?<![\w#@./-]){re.escape(wanted)}(?:e?s)?(?![\w@/-])", scene.flat):
        token = next((t for t in scene.u.tokens if t.start <= match.start() < t.end), None)
        if token is None or not token.is_literal or token.kind is Kind.QUOTED:
            return match.span()
    return None


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
    held = node.parameters.get("categories")
    values = held.get("categories") if isinstance(held, dict) else None
    return [(str(each.get("category", "")),) for each in values or [] if isinstance(each, dict)]
