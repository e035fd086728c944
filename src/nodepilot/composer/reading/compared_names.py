"""What a comparison is about, in words: “the order total”, “newsletter checkbox”."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance

FILLERS = frozenset(
    "the a an its their his her of value field column is are be was it this that word words text string phrase keyword "
    "ein eine der die das den le la les un une el los las o as um uma".split(),
)
_BOXES = frozenset({"checkbox", "box", "tickbox", "flag", "toggle", "haken"})
WHOSE = frozenset("whose where deren dessen cuyo cuya dont onde cujo cuja".split())


class ComparedNames:
    """Reads the names of what is compared in one utterance."""

    _u: Utterance

    def name(self, first: int, last: int) -> str:
        """What is compared, without articles and the like."""
        u = self._u
        words: list[str] = []
        # "a review with fewer than …", "rows whose price is above …": what stands before tells which things.
        owned = [i + 1 for i in range(first, last) if u.has(i, "words", "with") or u.tokens[i].norm in WHOSE]
        for index in range(max([first, *owned]), last):
            if (not words and u.has(index, "words", "of", "from")) or u.has(index, "words", "via"):
                continue
            if u.language != "en" and u.has(index, "words", "in") and u.service_at(index + 1) is not None:
                # "o valor no webhook": where it stands.
                continue
            if (
                u.tokens[index].norm in FILLERS
                or (u.tokens[index].norm in _BOXES and index > first)
                or u.has(index, "words", "pronoun", "not", "when", "if", "only", "modal", "adv")
                or u.tokens[index].norm in {"only", ","}
            ):
                continue
            if (
                u.has(index, "conditions", "eq")
                or u.has(index, "verbs", "be", "go")
                or u.has(index, "words", "me")
                or (u.service_at(index) is not None and not u.has(index, "fields"))
                or u.tokens[index].norm
                in {"my", "our", "in", "no", "na", "have", "has", "had", "there", "hay", "gibt"}
            ):
                continue
            words.append(u.tokens[index].text)
        if not words and not owned:
            # "the newsletter checkbox": what may be a kind of service is a field's name here.
            generic = [i for i in range(first, last) if (h := u.service_at(i)) is not None and h.is_generic]
            words = [u.tokens[i].text for i in generic]
        return " ".join(words[-4:])
