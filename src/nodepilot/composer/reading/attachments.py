"""“Mails with an attachment …, mails without one …”: cases that are told by whether a file came along."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.language.tokens import fold
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test

_FILES = ("file", "media", "image", "pdf", "csv", "document", "invoice")


def file_presence(u: Utterance, first: int, last: int) -> Test | None:
    """`with an attachment`, `ohne Anhang`: that a file came along, or did not; None where neither is said."""
    for place in range(first, last):
        absent = u.has(place, "words", "without")
        length = absent or u.has(place, "words", "with")
        noun = place + length
        while length and noun < last and u.has(noun, "words", "det"):
            noun += 1
        worded = noun + 1 < len(u.tokens) and u.has(noun + 1, "words", "in")
        if length and noun < last and u.has(noun, "nouns", *_FILES) and not worded:
            operator = "empty" if absent else "not_empty"
            return Test(u.tokens[noun].text, operator, None, "file", u.span(place, noun + 1))
        if absent and (said := _said_with(u, place, noun, last)) is not None:
            return said
    return None


def _said_with(u: Utterance, place: int, noun: int, last: int) -> Test | None:
    """“(with an attachment …, mails) without one …”, “… without are …”: what is lacking was said before."""
    pointing = noun < last and u.tokens[noun].norm in _ONES
    if not pointing and not (u.has(noun, "verbs", "be", "go", "get") or u.has(noun, "words", "modal")):
        return None
    said = file_presence(u, 0, place)
    return None if said is None else Test(said.left, "empty", None, "file", u.span(place, noun + pointing))


_ONES = frozenset("one it that any them".split())


def of_file(condition: Condition) -> Condition:
    """“if it has an attachment”: whether a file came along, no field of that name."""
    test = condition.tests[0]
    plain = len(condition.tests) == 1 and test.kind == "string" and test.right is None
    if not plain or test.operator not in {"empty", "not_empty"} or test.left.lower() not in _ATTACHED:
        return condition
    return replace(condition, tests=(replace(test, kind="file"),))


def of_attached(u: Utterance, condition: Condition, end: int) -> tuple[Condition, int]:
    """“it has an invoice | attached”: a file that came along, and where the words end."""
    test = condition.tests[0]
    said = end < len(u.tokens) and u.tokens[end].norm in _BY_IT
    if not said or len(condition.tests) > 1 or test.operator not in {"empty", "not_empty"}:
        return condition, end
    return replace(condition, tests=(replace(test, kind="file"),)), end + 1


_BY_IT = frozenset(
    "attached enclosed angehängt angehangt adjunto adjunta jointe joint anexado anexada".split()
)
_ATTACHED = frozenset(
    {"attachment", "attachments", "an attachment", "file", "anhang", "pièce jointe", "adjunto", "anexo"}
)


_HANGING = frozenset({"attached", "angehangt", "adjunto", "adjunta", "joint", "jointe", "anexado", "anexada"})


def comes_with_file(u: Utterance, test: Test) -> bool:
    """“eine Mail mit Anhang”: a file that comes along, no text that contains the word."""
    if isinstance(test.right, str) and fold(test.right) in _HANGING:
        # "with a CV attached"
        return True
    if test.operator != "contains" or not isinstance(test.right, str):
        return False
    return any(
        u.has(place, "nouns", *_FILES) > 0
        for place, token in enumerate(u.tokens)
        if token.text == test.right and test.span[0] <= token.start < test.span[1]
    )
