"""Guards by a value that was offered before: “Billing gets forwarded”, “Engineers become …”, “50+ goes to …”."""

from __future__ import annotations

from collections.abc import Sequence

from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.guard_values import Guard, ValueGuards


class OptionGuards(ValueGuards):
    """Reads such guards of one utterance."""

    def option(self, first: int, last: int, options: Sequence[str]) -> tuple[Guard, int] | None:
        """One of the values that were offered before ("Billing gets forwarded", "Engineers become")."""
        u = self._u
        for option in options:
            words = option.lower().split()
            for skip in (0, 1):
                start = first + skip
                here = [u.tokens[i].norm for i in range(start, min(start + len(words), last))]
                if (parts := _as_written(u, start, last, option)) > 1:
                    words = here = [u.tokens[i].norm for i in range(start, start + parts)]
                if [singular(w) for w in here] != [singular(w) for w in words] and not (
                    len(words) == len(here) == 1 and _names_kind(u, words[0], here[0])
                ):
                    continue
                if u.tokens[start].text == "it":
                    # "send it to …", though a choice is called IT.
                    continue
                end = start + len(here)
                while (
                    end < last
                    and not self._verbs.is_verb(end)
                    and u.has(end, "nouns")
                    and end - start < len(words) + 2
                    and not u.has(end, "verbs", "go", "be")
                ):
                    if u.service_at(end) is not None and not u.service_at(end).is_generic:  # type: ignore[union-attr]
                        break
                    end += 1
                test = Test("", "eq", option, "string", u.span(first, start + len(words)))
                if end + 1 < last and u.has(end, "words", "and", "or") and not self._verbs.is_verb(end):
                    more = self.option(end + 1, last, [o for o in options if o != option])
                    if more is not None and more[0].condition is not None and not more[0].rest:
                        both = Condition((test, *more[0].condition.tests), any_of=True)
                        span = u.span(first, more[1])
                        return Guard(both, span, label=u.words(first, more[1])), more[1]
                rest = option.lower() in {
                    "other",
                    "others",
                    "rest",
                    "otro",
                    "andere",
                    "autre",
                    "outro",
                    "anything else",
                }
                return Guard(Condition((test,)), test.span, rest=rest, label=option), end
        return None


def _as_written(u: Utterance, first: int, last: int, option: str) -> int:
    """Tokens that make up a choice such as `50+` or `1-10`, written in one; 0 where they don't."""
    for length in range(2, min(4, last - first) + 1):
        if u.words(first, first + length).lower() == option.lower() and " " not in option:
            return length
    return 0


def _names_kind(u: Utterance, option: str, said: str) -> bool:
    """“Buyers” of the choice “buy”; “Privatkunden” of “Privat”, “Firmen” of “Firma”: a compound, or its other form."""
    if u.language == "en":
        stem = option.removesuffix("e")
        return said in {f"{stem}{end}{plural}" for end in _DOERS for plural in ("", "s")}
    if u.language != "de" or len(option) < _LONG_ENOUGH:
        return False
    stem = option.rstrip("aen")
    return said.startswith(option) or (said.startswith(stem) and len(said) - len(stem) <= len("en"))


_LONG_ENOUGH = 4
_DOERS = ("er", "or", "ist")
