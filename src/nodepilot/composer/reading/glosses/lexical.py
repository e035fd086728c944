"""What the lexicon of a language knows of words that its dictionary lacks, and the halves of compounds."""

from __future__ import annotations

from nodepilot.composer.language.lexicon import LANGUAGES, compound_end, load_lexicon
from nodepilot.composer.reading.glosses.dictionary import Dictionary, Entry, participle, plural, third_person

PARTICIPLES = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas")
_ONLY_LOOK_LIKE_PARTICIPLES = frozenset("anada anadas decida pida mida cada nada".split())
_CONTENT = frozenset({"nouns", "fields", "statistics"})
_NO_ORDERS = frozenset({"be", "want", "go", "let"})
_HEADS = {
    "sms": "SMS",
    "cv": "CV",
    "article_idea": "idea",
    "question_answer": "FAQ",
    "manager": "team",
    "compose": "write",
    "shape": "format",
    "dedupe": "remove duplicates from",
    "phone": "call",
    "greet": "thank",
}
_HAPPENS = {
    "created": "create", "received": "arrive", "submitted": "submit", "updated": "update", "deleted": "delete", "completed": "complete", "failed": "fail", "succeeded": "succeed", "paid": "pay", "refunded": "refund",
    "cancelled": "cancel", "booked": "book", "bought": "buy", "uploaded": "upload", "mentioned": "mention", "joined": "join", "left": "leave", "starred": "star", "merged": "merge", "closed": "close", "lost": "lose",
    "moved": "move", "assigned": "assign", "published": "publish", "subscribed": "subscribe", "unsubscribed": "unsubscribe", "opened": "open", "clicked": "click", "called": "call", "started": "start", "approved": "approve",
    "shipped": "ship", "archived": "archive", "signed": "sign", "expired": "expire", "rejected": "reject", "replied": "reply", "rated": "rate", "commented": "comment", "shared": "share", "requested": "request", "renewed": "renew",
}  # fmt: skip
_CONDITIONS = {
    "gt": "is over", "gte": "is at least", "lt": "is under", "lte": "is at most", "eq": "is", "neq": "is not", "contains": "contains", "not_contains": "does not contain", "starts": "starts with", "ends": "ends with",
    "empty": "is empty", "not_empty": "is not empty", "failing": "is down", "working": "is up", "overdue": "overdue", "true": "is true", "false": "is false", "between": "between",
}  # fmt: skip


def is_participle(norm: str, language: str) -> bool:
    """Whether a verb in this form tells what was done: “guardado”, “angelegt”."""
    if language == "de":
        return norm.endswith(("t", "en")) and (norm.startswith("ge") or "ge" in norm[2:6])
    return norm.endswith(PARTICIPLES) and norm not in _ONLY_LOOK_LIKE_PARTICIPLES


def from_lexicon(norm: str, language: str) -> Entry | None:
    """The word as its lexicon knows it."""
    if language not in LANGUAGES:
        return None
    by = dict(reversed(load_lexicon(language).senses(norm)))
    noun = noun_of(norm, language)
    if noun and "verbs" not in by:
        return Entry(noun, "noun")
    event = _HAPPENS.get(by.get("events", ""))
    if event is not None and "verbs" not in by:
        done = is_participle(norm, language) or norm.endswith(("ee", "ees"))
        return Entry(participle(event), "part") if done else Entry(third_person(event), "happens")
    concept = by.get("verbs")
    if concept is not None and concept not in _NO_ORDERS:
        verb = _HEADS.get(concept, concept)
        return Entry(participle(verb), "part") if is_participle(norm, language) else Entry(verb, "order")
    if noun:
        return Entry(noun, "noun")
    if (said := _CONDITIONS.get(by.get("conditions", ""))) is not None:
        return Entry(said, "happens")
    return Entry(by["time"].replace("_", " "), "noun") if "time" in by else None


def noun_of(norm: str, language: str) -> str:
    """The English noun, in the plural where the word looks like one; "" where the lexicon knows none."""
    if language not in LANGUAGES:
        return ""
    senses = load_lexicon(language).senses(norm)
    concept = next((concept for category, concept in senses if category in _CONTENT), None)
    if concept is None:
        return ""
    said = _HEADS.get(concept, concept.replace("_", " "))
    many = (
        norm.endswith("s") if language != "de" else norm.endswith(("en", "e", "s")) and len(norm) > len(said)
    )
    return plural(said) if many and not said.endswith("s") else said


def compound(norm: str, language: str, known: Dictionary) -> str:
    """“Kontaktformular”: the English of both halves; "" for a word that is none."""
    for cut in range(len(norm) - 3, 2, -1):
        half = known.halves.get(norm[:cut])
        rest = norm[cut:].lstrip("-")
        if half is not None and (said := known.noun(rest) or noun_of(rest, language)):
            return f"{half} {said}"
    end = compound_end(norm) if language == "de" else ""
    said = (known.noun(end) or noun_of(end, language)) if end else ""
    return f"{norm[: -len(end)].strip('-')} {said}" if said else ""
