"""What a message wants: a new workflow, a change, an answer about workflows, or just talk.

    classify("also post it to Teams", services, has_workflow=True)   # workflow_edit, 0.9

Cues with weights stand in `data/intents.json`; services that are named and what lies open on the canvas
add to them.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import Literal, TypeAlias, cast

from nodepilot.composer.language.detect import detect_language
from nodepilot.composer.language.lexicon import may_open_order
from nodepilot.composer.language.tokens import Kind, tokenise
from nodepilot.composer.language.utterance import read_utterance
from nodepilot.composer.reading.courtesies import without_courtesies
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.needs import known_needs
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass
from nodepilot.kit.sieve import Sieve, folded_text
from nodepilot.knowledge.services import Services

Label: TypeAlias = Literal["workflow_request", "workflow_edit", "workflow_question", "general_conversation"]

_LONGEST = 2000
"""Characters that are looked at: what a message wants shows at its beginning."""

_BEGINNING = 80
"""Characters that tell the language in which an order begins."""
_OPENING, _SURE_VERB = 4, 2.5
"""Words of politeness that an order may begin with; how sure its verb has to be."""
_SHORTEST_ORDER = 3
_QUOTED = re.compile(r"\"[^\"]+\"|“[^”]+”|„[^“”]+[“”]|«[^»]+»|(?<!\w)'[^']+'(?!\w)")
_NODS = frozenset({"ok", "okay"})
_FIRST_WORD = re.compile(r"([A-Za-z]+)\s")
_ORDERED = 1.2
"""What an order at the beginning speaks for."""
_ABOUT_IT = 0.45
"""How much of what speaks for a new workflow speaks for a change when one is open."""
_CHATTY = 0.3
"""What remains of what speaks for talk where two services are named."""
_TALK = 1.0
"""What speaks for mere talk as long as nothing else does."""


@dataclass(frozen=True, slots=True)
class Intent:
    """`confidence` is between 0 and 1: how far the label is ahead of the others."""

    label: Label
    confidence: float


def classify(message: str, services: Services, *, has_workflow: bool) -> Intent:
    """The intent of a message; `has_workflow` tells whether a workflow is open that "it" can mean."""
    said, message = message, _wish_of(message, services)
    text = " ".join(message[:_LONGEST].lower().split()).lstrip("¿¡\"'(„“ ")
    scores = _scores(text)
    if (quoting := _QUOTED.sub('""', text)) != text:
        # A form that asks "Are you a member?": what is quoted is said to somebody else.
        scores["general_conversation"] = min(
            scores["general_conversation"], _scores(quoting)["general_conversation"]
        )
    scores["general_conversation"] += _TALK
    if message != said and not has_workflow:
        # "it would be great to have …": what is left of a wish is no question because it begins like one.
        asked = min(scores["workflow_question"], _scores(said[:_LONGEST].lower())["workflow_question"])
        scores["workflow_request"] += scores["workflow_question"] - asked
        scores["workflow_question"] = asked
    ordered = _may_begin_with_order(message) and _is_order(message, services)
    mentions = services.find_mentions(message[:_LONGEST])
    named = len({each.candidates[0].service for each in mentions})
    apps = {each.candidates[0].service for each in mentions if each.need is None}
    is_question = bool(re.search(r"\?\s*$", text)) or scores["workflow_question"] >= 2.0
    if apps and not has_workflow and _orders_after(message, services):
        # "Which customers in Shopify are missing in Mailchimp? Add them there": the question names what is meant.
        is_question, ordered = False, True
        scores["workflow_question"] = min(scores["workflow_question"], _ASKED)
    if len(apps) > 1 and _is_told(text, message, services):
        # "every night copy my Dropbox to S3, ok?"
        is_question = False
    scores["workflow_request"] += min(named, 3) * (0.3 if is_question else 0.9)
    if apps and not has_workflow and _is_timed(message, services):
        # "evry friday 3pm ask in rocketchat #lunch who wants pizza lol": a time and a place tell what is ordered.
        scores["workflow_request"] += _ORDERED
        scores["general_conversation"] *= _CHATTY
    is_own = any(each.need is None for each in mentions)
    is_about = has_workflow and _has_content(message, services)
    if (
        not (is_own or is_about)
        and not scores["workflow_edit"]
        and len(apps) < _SEVERAL
        and _is_off_topic(text, has_workflow=has_workflow)
    ):
        scores["general_conversation"] += _OFF_TOPIC
    if len(apps) > 1 and not is_question:
        # "yo when sum1 stars my GitHub repo shoot a msg in Slack lol": nobody names two services for a chat.
        scores["general_conversation"] *= _CHATTY
    if ordered:
        scores["workflow_edit" if has_workflow else "workflow_request"] += _ORDERED
    if has_workflow:
        # With a workflow open, an order is about that workflow, unless a new one is spoken of.
        scores["workflow_edit"] += 0.8 if scores["workflow_edit"] else 0.0
        if scores["workflow_question"] < 1.0 and not is_question and _has_content(message, services):
            # Whoever says something about mails, times or numbers while a workflow is open wants it so.
            scores["workflow_edit"] += _CONTENT
        scores["workflow_edit"] += _ABOUT_IT * max(0.0, min(scores["workflow_request"], 3.0))
        scores["workflow_request"] -= 1.0
    else:
        scores["workflow_request"] += 0.6 * scores["workflow_edit"]
        scores["workflow_edit"] = -1.0
    label = max(scores, key=lambda each: scores[each])
    weights = {each: math.exp(score) for each, score in scores.items()}
    return Intent(cast("Label", label), round(weights[label] / sum(weights.values()), 2))


def _is_timed(message: str, services: Services) -> bool:
    """Whether the message says when something runs, and to which channel or address it goes."""
    u = read_utterance(message, services)
    placed = any(token.kind in {Kind.CHANNEL, Kind.EMAIL, Kind.URL} for token in u.tokens)
    return u.schedule is not None and not u.schedule.weak and placed


def _wish_of(message: str, services: Services) -> str:
    """The message without what is said for politeness' sake; a question stays one, unless it tells when what shall be done."""
    u = read_utterance(message.replace("\x00", " "), services)
    wish = without_courtesies(u)
    if wish is None:
        return message
    told = u.schedule is not None and not u.schedule.weak
    asked = "?" in message and "?" not in wish.text
    if asked and not told and not any(u.has(place, "words", "when") for place in range(len(u.tokens))):
        return message
    return wish.text


_ASKED = 1.75
"""What has to speak for a question for the things in it not to speak for a change."""
_CONTENT = 1.3
"""What things of this trade speak for, where nothing tells what to do with them."""


def _has_content(message: str, services: Services) -> bool:
    """Whether the message speaks of things, fields, conditions, numbers or values that a workflow works with."""
    u = read_utterance(message, services)
    return any(
        token.is_literal
        or token.kind in {Kind.NUMBER, Kind.TIME, Kind.MONEY}
        or (
            u.has(place, "nouns")
            or u.has(place, "fields")
            or u.has(place, "conditions", "gt", "lt", "contains")
        )
        or (u.schedule is not None and place in u.schedule.taken)
        for place, token in enumerate(u.tokens)
        if not u.has(place, "words")
    )


_HELPERS = Pattern(r"(?:can|could|does|do|did|will|would|should|has|have|may|kann|puede|peut|pode)\b")


def _is_told(text: str, message: str, services: Services) -> bool:
    """Whether it says when something shall be done, and asks no question, whatever sign it ends with."""
    if _ASKING.match(text) is not None or _HELPERS.match(text) is not None:
        return False
    schedule = read_utterance(message, services).schedule
    return schedule is not None and not schedule.weak


_SEVERAL = 2
"""Services that nobody names for a chat."""
_OFF_TOPIC = 4.5
"""What a question about anything else in the world speaks for."""
_TRADE = re.compile(
    r"n8n|nodepilot|node|\bforms?\b|formular|submit|output|input|ausgang|eingang|sortie|salida|switch|aggregat|d[eé]clench|nodo|n[oœ]ud|knoten|\bn[oó]s?\b|workflow|\bflow|flujo|fluxo|automat|automa[cç]|ablauf|trigger|ausl[oö]ser|disparador|gatilho|"
    r"webhook|credential|zugang|identifiant|credencia|\bapi|json|expression|ausdruck|expresi[oó]n|express[aã]o|\bitem|loop|schleife|branch|zweig|rama|"
    r"merge|error|fehler|erreur|\berro\b|fail|falla|\brun|execut|ausf[uü]hr|l[aä]uft|ejecu|ex[eé]cut|schedul|cron|zeitplan|data|daten|dato|dado|donn|"
    r"field|\brow|sheet|tabelle|tabla|tabela|mail|message|nachricht|mensaje|mensagem|\bbot|agent|prompt|model|token|\bkey|server|http|poll|install|"
    r"integrat|community|template|version|account|konto|plan\b|limit|file|datei|archivo|arquivo|fichier|pdf|csv|\bstep|schritt|paso|[eé]tape|passo|"
    r"[{}<>$]|\b(?:connect|support|test|pass|map|debug|activate|filter|scrap)"
)
_ASKING = re.compile(
    r"(?:what|why|how|which|where|who|when|is|are|was|warum|wieso|wie|welche\w*|wer|wo|wann|qu[eé]|qui[eé]n|c[oó]mo|cu[aá]\w+|d[oó]nde|qui|quoi|"
    r"pourquoi|comment|quel\w*|o[uù]|quem|qual|como|onde|quando)\b"
)
_IN_CASE = re.compile(r"(?:when|where|wann|cuando|quando|is)\b")
"""Words that open a condition as often as a question: without a question mark they ask nothing."""
_POINTING = re.compile(
    r"\b(?:it|this|that|these|those|here|es|das|dies\w*|hier|esto|eso|esta|este|aqu[ií]|[cç]a|ce|cela|ici|isso|isto|aqui|missing|left to do|fill in|next|now)\b"
)


def _is_off_topic(text: str, *, has_workflow: bool) -> bool:
    """A question that names nothing of this trade, and points at nothing that is open."""
    asks = text.endswith("?") or (_ASKING.match(text) is not None and _IN_CASE.match(text) is None)
    return asks and _TRADE.search(text) is None and not (has_workflow and _POINTING.search(text))


def _may_begin_with_order(message: str) -> bool:
    """False where the first word alone tells ("When …"): most messages need no closer look."""
    first = _FIRST_WORD.match(message)
    if first is None or (word := first.group(1).lower()) in _NODS:
        return True
    if may_open_order(word, ("en",)):
        return True
    # The languages that a reading of its beginning would look words up in.
    language = detect_language(tokenise(message[:_BEGINNING]))
    return may_open_order(word, (language,) if language == "en" else (language, "en"))


def _is_order(message: str, services: Services) -> bool:
    """Whether the message begins with an order ("send it to …", "mueve …"), whatever the language."""
    utterance = read_utterance(message, services)
    verbs = Verbs(utterance)
    place = 0
    while place < min(len(utterance.tokens), _OPENING) and (
        utterance.has(place, "words", "polite", "then", "and", "but", "adv")
        or utterance.tokens[place].norm in {",", *_NODS}
    ):
        if verbs.is_verb(place):
            break
        place += 1
    if len(utterance.tokens) < _SHORTEST_ORDER:
        return False
    return verbs.score(place) >= _SURE_VERB and not utterance.has(place, "verbs", "be", "want", "let")


_ANSWERS = ("tell", "give", "explain", "show", "describe", "say")


def _orders_after(message: str, services: Services) -> bool:
    """Whether something is ordered behind a question, and more than an answer."""
    behind = message.rpartition("?")[2].strip() if "?" in message else ""
    return (
        len(behind.split()) > _SHORTEST_ORDER - 1
        and not behind.lower().startswith(_ANSWERS)
        and _is_order(behind, services)
    )


def _scores(text: str) -> dict[str, float]:
    """What speaks for each label."""
    scores = {label: 0.0 for label, _, _ in cues()}
    for number in _sieve().passing(folded_text(text)):
        label, pattern, weight = cues()[number]
        if _compiled(pattern).search(text):
            scores[label] += weight
    return scores


@cache
def cues() -> tuple[tuple[str, str, float], ...]:
    """For each label what speaks for it, and how much."""
    told = packaged_json("composer", "data/intents.json")
    return tuple((label, pattern, weight) for label, cues in told.items() for pattern, weight in cues)


@cache
def _sieve() -> Sieve:
    return Sieve(known_needs(pattern) for _, pattern, _ in cues())


_compiled = cache(re.compile)
