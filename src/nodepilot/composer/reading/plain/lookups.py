"""“Check in Postgres if the email is already there. If so …, if not …”: it is looked up, and what was found decides."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.verbs import is_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_PLACE = r"(?:(?:the|my|our|your) )?(?:[\w-]+ ){0,2}?\ue000+(?: (?:table|sheet|base|database|list|collection|tab|index)(?: [\w-]+)?)?"
_ASKED = Pattern(
    rf"\b(?:check|look|see|find out|verify) (?:in (?P<in>{_PLACE}) )?(?:if|whether) (?P<thing>(?:(?:the|its|their|this|that|an?|our) )?[a-z]+(?: [a-z]+){{0,2}}?) (?:already )?(?:is|are|exists?) ?(?:already |yet )?(?:there|known|registered|taken|stored|listed|in (?P<there>{_PLACE}))?(?: already| yet)?(?=[.,;:]| and (?:then )?(?:only|just)\b)",
    re.IGNORECASE,
)
_SO = Pattern(
    r"[.,;] (?:and |then )?if (?:so|yes|it is|it's there|there is one|they are|it does|found),? ",
    re.IGNORECASE,
)
_NOT = Pattern(
    r"[.,;] (?:and |but )?(?:if (?:not|no|it is not|it isn't|it's not|they are not|it does not|it doesn't)|otherwise|else),? ",
    re.IGNORECASE,
)
_ONLY = Pattern(
    r"(?:[.,;]|(?= and))(?: and| but)?(?: then)? (?:only|just) (?P<do>[a-z]+ [^.,;]+?),? (?:if|when|in case) (?:(?P<no>not|no|it (?:does not|doesn't|is not|isn't)(?: exist| there)?(?: yet)?|it's (?:not there|new|missing)|there is none|none is found|(?:they )?(?:do not|don't|are not|aren't))|so|yes|it does|it is|it's there|they (?:do|are)|found)(?=[.,;]|$)",
    re.IGNORECASE,
)
_ADDED = Pattern(
    rf"\b(?P<do>(?:add|insert|save|store|write|put|append|create|log|copy) (?P<what>[^.,;:]+?) (?:to|in|into) (?P<place>{_PLACE})),? (?:but )?(?:(?P<only>only (?:if|when))|unless) (?P<thing>(?:the|its|their|this|that) [a-z]+(?: [a-z]+)?|it|they) (?P<is>isn't|is not|aren't|are not|doesn't|does not|is|are)(?: already| yet)?(?: in| on)?(?: there| it| exist| present| known)?(?: already| yet)?(?=[.,;]|$)",
    re.IGNORECASE,
)
_KINDS = Pattern(
    r"[.,;] (?:the )?(?P<kind>[a-z]+s) (?P<go>go|get|are|become)(?P<where> [^.,;]+)[,;.] (?:and |but )?(?:everybody else|everyone else|all others|the others|others|the rest|anyone else)(?P<else>(?: (?:goes|go|gets|get|is|are|becomes|become))? .+)",
    re.IGNORECASE | re.DOTALL,
)
_NONE = Pattern(
    rf"(?P<look>\blook (?:it|them|him|her|(?:the|that|this) [a-z]+(?: [a-z]+)?) up in {_PLACE}|\blook up [^,.;:]+? in {_PLACE}),? and (?P<found>[^.;]+)[.;,] (?:and |but )?(?:when|if) (?:there (?:is|are|'s) (?:none|nothing|no [a-z]+)|(?:none|nothing|it) (?:is|was) (?:not )?(?:found|there)|not found|it (?:does not|doesn't) exist|it's not there),? (?P<other>.+)",
    re.IGNORECASE | re.DOTALL,
)


_NO_ROW = Pattern(
    rf"(?P<look>\blook(?:s|ing)? up [^,.;:]+? in {_PLACE}|\blook(?:s|ing)? (?:it|them|him|her) up in {_PLACE})[.;,] (?:if )?(?:no|not a(?:ny)?) (?:row|record|result|match|entry|hit|such [a-z]+)(?: found| there)?[:,] (?P<other>[^.;]+?)[,.;] (?:otherwise|else|if there is one),? (?P<found>.+)",
    re.IGNORECASE | re.DOTALL,
)


_LOOKED_UP = Pattern(
    rf"\b(?:look up (?P<a>[^,.;:]+?) in (?P<in1>{_PLACE})|look (?P<b>(?:the|that|this|his|her|their|an?) [a-z]+(?: [a-z]+)?) up in (?P<in2>{_PLACE})|(?:find|search for|look for) (?P<c>(?:the|that|this|an?) [a-z]+(?: [a-z]+)?) in (?P<in3>{_PLACE}))"
    r"(?=[,.;:])",
    re.IGNORECASE,
)
_FOUND = Pattern(
    r"[.,;:] (?:and )?(?:(?:if|when) )?(?:(?:it|he|she|they|the [a-z]+|something|anything|one|an? (?:match|record|row|entry|[a-z]+)) (?:is|are|was|were|could be) )?(?:found|there|already there|known)[,:]? ",
    re.IGNORECASE,
)
_NOT_FOUND = Pattern(
    r"[.,;] (?:and |but )?(?:(?:if|when) )?(?:(?:it|he|she|they|the [a-z]+|nothing|none|no [a-z]+) (?:is|are|was|were|could be) (?:not )?(?:found|there)|not (?:found|there|known|yet there)|if not|otherwise|else)[,:]? ",
    re.IGNORECASE,
)


_IN_SHEET = Pattern(
    r"\b(?:if|when) (?P<thing>(?:the|its|their) [a-z]+(?: [a-z]+)?) (?:is|are|appears?|stands?|exists?) (?P<not>not )?(?:already |listed )?(?:in|on) (?P<sheet>(?:the|my|our) (?:[\w-]+ ){0,2}(?:sheet|spreadsheet)|(?:(?:the|my|our) )?(?:\ue000+ (?:table|database|collection)(?: [\w-]+)?|\ue000+(?=,))),? (?P<verb>[a-z]+)\b",
    re.IGNORECASE,
)


def asked_there(request: Words) -> Words | None:
    """The request with the look-up as an order, and the answer as whether it exists; None where nothing is asked so."""
    return _missing(request) or _asked(request) or _found(request) or _listed(request) or _added(request)


_ONE_WITH = Pattern(
    r"\b(?:if|when) there(?:'s| is) (?:already )?an? [a-z]+ with (?:this|that|the(?: same)?|his|her|their) (?P<thing>[a-z]+(?: [a-z]+)?) (?P<not>)(?:already )?(?:in|on) (?P<sheet>(?:(?:the|my|our) )?\ue000+(?: (?:table|database|collection)(?: [\w-]+)?)?),? (?P<verb>[a-z]+)\b",
    re.IGNORECASE,
)
_DATABASE = re.compile(
    r"(?:the |my |our )?(?:postgres\w*|mysql|mariadb|supabase|snowflake|sql server)", re.IGNORECASE
)


def _listed(request: Words) -> Words | None:
    """“If the sender is in the VIP sheet forward it, otherwise …”: whether a row of it has that."""
    found = _IN_SHEET.search(request.masked) or _ONE_WITH.search(request.masked)
    if found is None or not is_order(found["verb"]):
        return None
    there = ". If it does not exist, " if found["not"] else ". If it exists, "
    thing, sheet = request.group(found, "thing"), request.group(found, "sheet")
    if (
        "\ue000" in sheet.masked
        and " " not in sheet.text.removeprefix("the ")
        and not _DATABASE.fullmatch(sheet.text)
    ):
        return None
    # "the email in Postgres" may lie in a mailbox; "in the Postgres table" it is a field.
    alone = _DATABASE.fullmatch(sheet.text) is not None
    place = put_together("the" if " " not in sheet.text else None, sheet, "table") if alone else sheet
    before = request[: found.start()].trimmed(" ,;:")
    look = "look up the" if thing.masked.split()[0].lower() not in {"the", "its", "their"} else "look up"
    return put_together(before, ":", look, thing, "in", place, there, request[found.start("verb") :])


def _as_answer(words: Words) -> Words:
    """“→ 404”: what is answered."""
    told = words.trimmed(" →->").lowered()
    return put_together("respond with", told) if re.match(r"(?:an? )?\d{3}\b", told.masked) else told


def _found(request: Words) -> Words | None:
    """“Look the user up in Postgres, if found return it, if not …”, “…, already there: update it, not there: …”."""
    look = _LOOKED_UP.search(request.masked)
    found = _FOUND.match(request.masked, look.end()) if look is not None else None
    if look is None or found is None:
        return None
    thing, place = (
        next(request.group(look, name) for name in names if look[name])
        for names in ("abc", ("in1", "in2", "in3"))
    )
    before = put_together(request[: look.start()], "look up", thing, "in", place, ". If it exists")
    no = _NOT_FOUND.search(request.masked, found.end())
    if no is None:
        return put_together(before, ", ", request[found.end() :].lowered())
    yes, other = _as_answer(request[found.end() : no.start()]), _as_answer(request[no.end() :])
    return put_together(before, ", ", yes, ", otherwise", other)


def _added(request: Words) -> Words | None:
    """“Add it to the sheet only if the email isn't in there yet”: it is looked up there before."""
    found = _ADDED.search(request.masked)
    if found is None or bool(found["only"]) != (found["is"].lower() not in {"is", "are"}):
        return None
    thing = request.group(found, "what" if found["thing"].lower() in {"it", "they"} else "thing")
    return put_together(
        request[: found.start()],
        "look up",
        thing,
        "in",
        request.group(found, "place"),
        ". If it does not exist",
        request.group(found, "do"),
        request[found.end() :],
    )


def _missing(request: Words) -> Words | None:
    """“Look it up in MySQL and answer with it. When there is none …”: the first half is done where there is one."""
    found = _NONE.search(request.masked) or _NO_ROW.search(request.masked)
    if found is None:
        return None
    return put_together(
        request[: found.start()],
        request.group(found, "look"),
        ". If it exists",
        request.group(found, "found"),
        ", otherwise",
        request.group(found, "other"),
    )


def _asked(request: Words) -> Words | None:
    found = _ASKED.search(request.masked)
    if found is None:
        return None
    place = request.group(found, "in") or request.group(found, "there")
    if not place:
        return None
    rest = request[found.end() :]
    answers = _answered(rest) or _by_kind(rest, place)
    if answers is None:
        return None
    return put_together(
        request[: found.start()], "look up", request.group(found, "thing"), "in", place, answers
    )


def _answered(rest: Words) -> Words | None:
    if (only := _ONLY.match(rest.masked)) is not None:
        # "…, only add it if not"
        told = ". If it does not exist" if only["no"] else ". If it exists"
        return put_together(told, rest.group(only, "do"), rest[only.end() :])
    yes, no = _SO.match(rest.masked), _NOT.match(rest.masked)
    first = yes or no
    if first is None:
        return None
    second = (_NOT if yes else _SO).search(rest.masked, first.end())
    done = rest[first.end() : second.start()] if second is not None else rest[first.end() :]
    told = ". If it exists" if yes else ". If it does not exist"
    if second is None:
        return put_together(told, done)
    return put_together(told, done, ", otherwise", rest[second.end() :])


def _by_kind(rest: Words, place: Words) -> Words | None:
    """“(in my partners sheet.) Partners go into A, everybody else into B”: the ones that are found there."""
    found = _KINDS.fullmatch(rest.masked)
    if found is None or found["kind"].lower().rstrip("s") not in place.masked.lower():
        return None
    go = {"go": "goes", "get": "gets", "are": "is", "become": "becomes"}[found["go"].lower()]
    other = rest.group(found, "else")
    return put_together(". If it exists it", go, rest.group(found, "where"), ", otherwise", other)
