"""Values that a request offers: categories to sort into, choices of a dropdown, levels in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.knowledge.words import fold

_OFFERS = frozenset(
    {
        "whether",
        "if",
        "into",
        "as",
        "either",
        "between",
        "dropdown",
        "choice",
        "options",
        "select",
        "categories",
        "category",
        "choices",
        "labels",
        "auswahl",
        "optionen",
        "opciones",
        "desplegable",
        "choix",
        "opcoes",
        "selection",
    }
)


def offered_options(utterance: Utterance, first: int, last: int) -> list[str]:
    """The values of "(engineer or designer)", "into billing, technical or other", "whether it is a bug or a question"."""
    u = utterance
    index = first
    if last < len(u.tokens) and u.tokens[last].norm == ":" and u.tokens[last - 1].norm in _OFFERS:
        # "an environment dropdown: production, staging, local".
        end = next((i for i in range(last, len(u.tokens)) if u.tokens[i].norm in {".", ";"}), len(u.tokens))
        return offered_options(u, last, end)
    while index < last:
        opens = u.tokens[index].norm in {"(", ":"} and not u.has(index - 1, "nouns", "form")
        if opens or u.tokens[index].norm in _OFFERS:
            start = index + 1
            while start < last and (
                u.has(start, "words", "pronoun")
                or u.tokens[start].norm in {"of", "between", "from"}
                or u.has(start, "verbs", "be")
                or u.tokens[start].norm in {"it's", "they're"}
            ):
                start += 1
            found, told_or = value_list(u, start, last)
            asked = u.tokens[index].norm == "(" and not told_or and _are_fields(u, found)
            if len(found) >= 2 and not asked:
                return found
        index += 1
    return []


def loose_options(utterance: Utterance, first: int, last: int) -> list[str]:
    """“with sentiment positive, negative or neutral”: single words before and behind the last “or”."""
    u = utterance
    place = next((i for i in range(last - 2, first, -1) if u.has(i, "words", "or")), None)
    if place is None:
        return []
    found = [u.tokens[place + 1].text]
    at = place - 1
    while at > first:
        if u.tokens[at].norm == ",":
            at -= 1
            continue
        if u.tokens[at].kind not in {Kind.WORD, Kind.SLUG, Kind.QUOTED} or u.has(at, "words"):
            break
        found.insert(0, u.tokens[at].text.strip("\"'"))
        if u.tokens[at - 1].norm != ",":
            break
        at -= 1
    return found if len(found) > 1 else []


def _are_fields(u: Utterance, values: Sequence[str]) -> bool:
    """“a form (name, amount, reason)”: what is asked for, none of it is a choice."""
    lexicon = load_lexicon(u.language)
    known = sum(any(category == "fields" for category, _ in lexicon.senses(fold(each))) for each in values)
    return known * 2 >= len(values) > 0


def value_list(
    utterance: Utterance, first: int, last: int, *, by_and: bool = False
) -> tuple[list[str], bool]:
    """Values joined by commas and "or" (and any "and", with `by_and`); the flag tells that an "or" was among them."""
    u = utterance
    values: list[str] = []
    words: list[str] = []
    said_or = False
    index = first
    while index < last:
        token = u.tokens[index]
        joint = token.norm in {",", "/", "|"} or u.has(index, "words", "or")
        final_and = u.has(index, "words", "and") and (by_and or values or said_or)
        if joint or final_and or token.norm in {")", ".", ";", ":"}:
            if words:
                values.append(" ".join(words))
            words = []
            said_or = said_or or bool(u.has(index, "words", "or"))
            if token.norm in {")", ".", ";", ":"}:
                break
            if token.norm == "," and index + 1 < last and u.has(index + 1, "words", "or"):
                said_or = True
                index += 1
            index += 1
            continue
        if token.norm in {"(", "["}:
            # What stands before the bracket names the list ("department (HR, IT)").
            values, words = [], []
            index += 1
            continue
        if u.has(index, "words", "det") and not words and token.norm not in {"one", "new", "all", "no"}:
            index += 1
            continue
        if u.has(index, "words", "with", "via", "in", "from", "to", "for") and words:
            break
        if token.kind is Kind.QUOTED:
            words.append(token.text[1:-1])
        elif words and index > first and token.start == u.tokens[index - 1].end:
            # `50+`, `1-10`: written in one.
            words[-1] += token.text
        else:
            words.append(token.text)
        if len(words) > 3:
            return ([], said_or) if not values else (values, said_or)
        index += 1
    if words and len(words) <= 3:
        values.append(" ".join(words))
    return values, said_or
