"""The value that is told beside the name of a parameter: behind it ("path new-order"), or before ("semicolon as delimiter")."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.catalog import Property
from nodepilot.composer.editing.cues import cue, flat, table
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.reading.comparisons import parse_number, whole

_OF = r"(?:\s+(?:of|in|on|for|von|des|der|im|fur|de|del|du|do|da|dans|em)\s+(?:the |our |das |dem |la |le |el |o |a )?[\w ]{2,20}?)"
_IS = (
    r"(?:is|are|was|be|to|as|now|changed|changes|becomes|became|moved|should|shall|must|may|has|have|called|named|read|say|set|equal|equals|the|an?|value|with|"
    r"soll(?:te)?|muss|sein|ist|lautet|lauten|auf|zu|heisst|heissen|jetzt|bitte|nun|mit|den|die|das|"
    r"est|doit|etre|devient|maintenant|sur|es|sea|debe|ser|ahora|una?|sera|para|por|en|deve|agora|seja|um)"
)
_LINK = re.compile(
    rf"(?:{_OF}(?!\w)(?P<told>(?:[\s:=]+{_IS}(?!\w))+[\s:=]*)|(?P<link>(?:[\s:=]+{_IS}(?!\w))*[\s:=]*))"
)
_SAYING = re.compile(
    r"(?<!\w)(?:is|are|be|changed|becomes|became|should|must|shall|ist|sein|soll(?:te)?|lautet|heissen|heisst|est|etre|doit|es|sea|ser|debe|deve|"
    r"seja|called|named|equals?|read|say)(?!\w)|[:=]"
)
_LEADING = re.compile(r"(?<!\w)(?:to|as|auf|zu|para|en|sur|a|por)(?!\w)")
_ORDER = re.compile(
    r"(?<!\w)(?:make|set|change|get|gets|give|have|use|switch|nimm|nutze|setze?|andere?|mets|utilise|usa|pon|cambia|use|mude|defina)(?!\w)"
)


def value_for(scene: Scene, prop: Property, named: Span) -> Any:
    """The value that the text gives to the parameter that it calls at `named`; None where it gives none that fits."""
    if prop.type == "options" and not prop.type_options.loads_options:
        return _choice_for(scene, prop, named)
    if prop.type == "boolean":
        return _truth_for(scene, named)
    if prop.type not in {"number", "string", "resourceLocator", "dateTime", "json", "options"}:
        return None
    token, said = _behind(scene, named)
    if token is None and prop.type != "number" and (name := _told_before(scene, named)) is not None:
        return name
    if token is None:
        token, said = _in_front(scene, named), True
        if token is None:
            return None
    if token.start < named[0] and prop.type == "string" and not (_is_form(token) or _sign(token)):
        # "the end date as text" tells what it becomes.
        return None
    if prop.type == "number":
        number = parse_number(token)
        return None if number is None else whole(number)
    if prop.type == "dateTime" and not re.search(r"\d", token.text):
        # "tomorrow" is no date that a parameter takes.
        return None
    if token.kind is Kind.QUOTED:
        said_so = token.text[1:-1]
        return f"={said_so}" if "{{" in said_so else said_so
    if (code := structure(scene.text[token.start :])) is not None:
        return code
    if (sign := _sign(token)) is not None and prop.name.lower() in _SIGNED:
        return sign
    if (_is_form(token) and (prop.type != "string" or _stands_alone(scene, token))) or token.start < named[0]:
        plus = "+" if token.kind is Kind.NUMBER and scene.text[: token.start].endswith("+") else ""
        return plus + token.text
    if not said:
        return None
    text = _without_tail(scene.text[token.start :])
    # "priority high for bug tickets": a word that one may pick, and where it holds.
    return _WHERE.sub("", f" {text}").strip() if text and prop.type == "resourceLocator" else text


def _choice_for(scene: Scene, prop: Property, named: Span) -> Any:
    around = scene.flat[: named[0]] + " " * (named[1] - named[0]) + scene.flat[named[1] :]
    for choice in sorted(prop.choices, key=lambda each: -len(str(each.name))):
        label = flat(prop.display_name or prop.name)
        name = flat(str(choice.name))
        # "Emergency Priority" of the parameter Priority is said "emergency".
        spelt = {
            name,
            flat(str(choice.value)),
            re.sub(rf"\s*{re.escape(label)}\s*", " ", name).strip() or name,
        }
        if re.search(rf"(?<![\w/]){_any(spelt)}(?![\w/])", around):
            return choice.value
    return None


def _any(words: set[str]) -> str:
    return "(?:" + "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True)) + ")"


_OFF = re.compile(
    r"(?<!\w)(?:no|don'?t|without|disable|turn off|off|false|nicht|kein\w*|ohne|aus|sans|pas|sin|sem|desactiva|desative)(?!\w)"
)
_ON = re.compile(
    r"(?<!\w)(?:enable|turn on|on|true|set|use|mit|with|activate|an|aktiviere?|avec|active|con|activa|com|ative)(?!\w)"
)


def _truth_for(scene: Scene, named: Span) -> bool | None:
    near = scene.flat[: named[0]] + scene.flat[named[1] : named[1] + 12]
    return False if _OFF.search(near) else True if _ON.search(near) else None


def _behind(scene: Scene, named: Span) -> tuple[Token | None, bool]:
    """The value behind the name, and whether words say that it is one."""
    match = _LINK.match(scene.flat, named[1])
    if match is None:
        return None, False
    link = match["told"] or match["link"] or ""
    before = scene.flat[: named[0]]
    first, last = scene.tokens_in(0, named[0])
    ordered = not any(scene.verbs.is_verb(place) for place in range(first, last))
    # "translate the text to German": "to" tells of a value only where nothing else is to be done.
    said = _SAYING.search(link) is not None or _ORDER.search(before) is not None
    said = said or (ordered and _LEADING.search(link) is not None)
    token = next((t for t in scene.u.tokens if t.start >= match.end() and t.kind is not Kind.PUNCT), None)
    quoted = [t for t in scene.u.tokens if t.kind is Kind.QUOTED]
    if (
        len(quoted) == 1
        and quoted[0].start >= match.end()
        and not re.search(r"[,;.]", scene.flat[match.end() : quoted[0].start])
    ):
        return quoted[0], True
    bracket = re.compile(r"\s*[\[{]").match(scene.text, match.end())
    if bracket is not None:
        return Token("", "", bracket.end() - 1, bracket.end()), True
    if token is None or re.search(
        r"[,;.]|(?<!\w)(?:and|und|et|y|e)(?!\w)", scene.flat[match.end() : token.start]
    ):
        return None, False
    if token.start - match.end() > 1:
        return None, False
    if _INDEFINITE.search(link.rstrip()) and token.kind is Kind.WORD:
        return None, False
    plain = token.kind is Kind.WORD and not re.search(r"\d", token.text)
    if plain and not said and not _is_whole(scene, named, token):
        return None, False
    if plain and any(cue(each).fullmatch(token.norm) for each in _NO_VALUE):
        return None, False
    if plain and scene.u.has(
        _place(scene, token), "words", "to", "of", "in", "from", "with", "for", "and", "on"
    ):
        return None, False
    return token, said or _is_whole(scene, named, token)


_INDEFINITE = re.compile(r"(?<!\w)(?:an?|eine?[mnrs]?|une?|una?|uma?)$")
_NO_VALUE = ("then", "before", "after", "also", "instead", "now", "first_of_all", "when", "polite")


def _place(scene: Scene, token: Token) -> int:
    return scene.u.tokens.index(token)


_BRIEF = 5
_WHERE = re.compile(r"(?<=\w)\s+(?:for|in|on|of|fur|bei|in|im|pour|dans|para|en|em)\s.*$")


def _is_whole(scene: Scene, named: Span, token: Token) -> bool:
    """“schema crm”, “method POST”: the message is little more than the name and its value."""
    behind = cue("polite").sub("", _WHERE.sub("", scene.flat[token.start :])[token.end - token.start :])
    return not re.search(r"\w", behind) and len(re.findall(r"\w+", scene.flat[: named[0]])) < _BRIEF


def _in_front(scene: Scene, named: Span) -> Token | None:
    """“semicolon as delimiter”, “"Hi" as the subject”, “"Hi" for the subject”."""
    before = re.search(
        r"(?:\s+(?:as|for|als|fur|comme|pour|como|para)(?:\s+(?:the|its|a|an|den|die|das|le|la|el|o|un|une|una|um|new))*)\s+$",
        scene.flat[: named[0]],
    )
    if before is None:
        return None
    token = next((t for t in reversed(scene.u.tokens) if t.end <= before.start()), None)
    return token if token is not None and token.kind is not Kind.PUNCT else None


_TOLD_BEFORE = re.compile(
    r"\W*(?:[Pp]lease )?(?:[Uu]se|[Tt]ake|[Ss]witch to|(?:[Pp]ost|[Ss]ave|[Pp]ut|[Ww]rite|[Rr]ead|[Ss]tore|[Ss]end|[Ll]og|[Uu]pload|[Cc]reate|[Aa]dd)(?: it| them| this| these| the \w+)? (?:in|into|to|from|on)) "
    r"(?:the |our |my )(?P<value>\"[^\"]+\"|[A-Z][\w&-]*(?: [A-Z&][\w&-]*)*) "
)


def _told_before(scene: Scene, named: Span) -> str | None:
    """“use the Engineering database”, “save it in the Invoices folder”: a name right in front of the word for what bears it."""
    match = _TOLD_BEFORE.fullmatch(scene.text[: named[0]])
    if match is None or scene.says("also") is not None:
        return None
    start, end = match.span("value")
    hits = [hit.mention for hit in scene.u.services if not hit.is_generic]
    return None if any(hit.start < end and start < hit.end for hit in hits) else match["value"].strip('"')


_SIGNED = frozenset({"delimiter", "separator", "quotechar"})


def _sign(token: Token) -> str | None:
    """A sign by its name: "semicolon"."""
    return next((sign for sign, words in table("signs").items() if re.fullmatch(words, token.norm)), None)


def _is_form(token: Token) -> bool:
    """Its form tells that it is a value: an address, a path, an id with digits in it."""
    return token.is_literal or re.search(r"\d", token.text) is not None


def _stands_alone(scene: Scene, token: Token) -> bool:
    """Nothing that belongs to it stands behind it: "orders/paid", but not "2 days before"."""
    return (
        token.is_literal
        or re.match(r"\s*(?:[,;.!?]|$|\w+ly\b|(?:please|now|instead|bitte|too)\b)", scene.flat[token.end :])
        is not None
    )


def structure(text: str) -> str | None:
    """JSON or an expression that the text begins with, up to the bracket that closes it."""
    if text[:1] not in {"{", "["}:
        return None
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in "{[") - (letter in "}]")
        if depth == 0:
            return ("=" if "{{" in text[: place + 1] else "") + text[: place + 1]
    return None


def _without_tail(text: str) -> str | None:
    """The value without a "now" or "please" behind it."""
    text = text.strip().rstrip(".!").strip()
    for name in ("now", "polite", "instead") * 2:
        match = re.search(rf"\W+{cue(name).pattern}\W*$", flat(text))
        if match is not None:
            text = text[: match.start()]
    return text or None
