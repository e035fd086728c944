"""English word forms: what a base form looks like in a sentence.

Only forms that people write are needed, so a form too many (`putted`) does no harm.
"""

from __future__ import annotations

from collections.abc import Callable

_IRREGULAR = {
    "send": ("sends", "sending", "sent"),
    "write": ("writes", "writing", "wrote", "written"),
    "rewrite": ("rewrites", "rewriting", "rewrote", "rewritten"),
    "put": ("puts", "putting"),
    "get": ("gets", "getting", "got", "gotten"),
    "let": ("lets", "letting"),
    "tell": ("tells", "telling", "told"),
    "make": ("makes", "making", "made"),
    "keep": ("keeps", "keeping", "kept"),
    "take": ("takes", "taking", "took", "taken"),
    "read": ("reads", "reading"),
    "find": ("finds", "finding", "found"),
    "go": ("goes", "going", "went", "gone"),
    "throw": ("throws", "throwing", "threw", "thrown"),
    "give": ("gives", "giving", "gave", "given"),
    "split": ("splits", "splitting"),
    "become": ("becomes", "becoming", "became"),
    "bring": ("brings", "bringing", "brought"),
    "feed": ("feeds", "feeding", "fed"),
    "hit": ("hits", "hitting"),
    "run": ("runs", "running", "ran"),
    "show": ("shows", "showing", "showed", "shown"),
    "see": ("sees", "seeing", "saw", "seen"),
    "choose": ("chooses", "choosing", "chose", "chosen"),
    "hold": ("holds", "holding", "held"),
    "leave": ("leaves", "leaving", "left"),
    "break": ("breaks", "breaking", "broke", "broken"),
    "draw": ("draws", "drawing", "drew", "drawn"),
    "set": ("sets", "setting"),
    "spin": ("spins", "spinning", "spun"),
    "stick": ("sticks", "sticking", "stuck"),
    "shoot": ("shoots", "shooting", "shot"),
    "say": ("says", "saying", "said"),
    "do": ("does", "doing", "did", "done"),
    "have": ("has", "having", "had"),
    "shrink": ("shrinks", "shrinking", "shrank", "shrunk"),
    "dm": ("dms", "dming", "dmed"),
    "sync": ("syncs", "syncing", "synced"),
    "dig": ("digs", "digging", "dug"),
    "ring": ("rings", "ringing", "rang"),
    "be": (),
    "is": (),
}
_VOWELS = "aeiou"
_DOUBLED = frozenset(
    "drop plan log pop get put stop ship scan grab tag flag trim crop zip unzip spot pin tap step plug map chat chop commit submit cap slip zap".split()
)


def verb_forms(phrase: str) -> tuple[str, ...]:
    """All forms of a verb phrase; its first word is the verb: `look up` → `looks up`, `looked up`…"""
    head, _, tail = phrase.partition(" ")
    tail = f" {tail}" if tail else ""
    return tuple(form + tail for form in (head, *_verb_endings(head)))


def _verb_endings(verb: str) -> tuple[str, ...]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if not verb.isalpha() and "-" not in verb:
        return ()
    if verb.endswith("e"):
        return (verb + "s", verb[:-1] + "ing", verb + "d")
    if verb.endswith("y") and len(verb) > 2 and verb[-2] not in _VOWELS:
        return (verb[:-1] + "ies", verb + "ing", verb[:-1] + "ied")
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return (verb + "es", verb + "ing", verb + "ed")
    if verb in _DOUBLED:
        last = verb[-1]
        return (verb + "s", verb + last + "ing", verb + last + "ed")
    return (verb + "s", verb + "ing", verb + "ed")


_PLURALS = {
    "person": "persons",
    "child": "children",
    "company": "companies",
    "entry": "entries",
    "people": "people",
    "news": "news",
    "data": "data",
    "info": "info",
    "stuff": "stuff",
    "status": "statuses",
    "analysis": "analyses",
    "staff": "staff",
}


def noun_forms(phrase: str) -> tuple[str, ...]:
    """Singular and plural of a noun phrase; its last word is the noun."""
    head, _, noun = phrase.rpartition(" ")
    head = f"{head} " if head else ""
    if noun in _PLURALS:
        plural = _PLURALS[noun]
    elif noun.endswith("y") and len(noun) > 2 and noun[-2] not in _VOWELS:
        plural = noun[:-1] + "ies"
    elif noun.endswith(("s", "x", "z", "ch", "sh")):
        plural = noun + "es"
    elif noun.endswith("q&a"):
        plural = noun
    else:
        plural = noun + "s"
    return (phrase, head + plural) if head + plural != phrase else (phrase,)


def singular(noun: str) -> str:
    """A guess at the singular of a folded word (`categories` → `category`, `status` → `status`)."""
    if len(noun) < 4 or noun.endswith(("ss", "us", "is", "news")):
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "xes", "sses", "zzes", "tzes")):
        return noun[:-2]
    if noun.endswith("s"):
        return noun[:-1]
    return noun


def base_form(form: str, known: Callable[[str], bool]) -> str:
    """The verb that `form` is a form of, among those that are `known`; the form itself where none is."""
    irregular = next((verb for verb, forms in _IRREGULAR.items() if form in forms), None)
    cut = (form[:-1], form[:-2], form[:-3], f"{form[:-3]}y")
    tried = [irregular] if irregular else [verb for verb in cut if verb and form in _verb_endings(verb)]
    return next((verb for verb in tried if known(verb)), form)
