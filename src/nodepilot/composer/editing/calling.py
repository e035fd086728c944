"""“The subject should be …”, “path new-order”, “semicolon as delimiter”: a parameter by its name, and its value.

A parameter is called by the name that n8n shows, or by a word for it in one of five languages
(`data/editing.json`, table `called`). Where several could be meant, the longest name counts, then the node that the
rest of the words speaks of, then what is set already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.catalog import Property
from nodepilot.composer.build.named import named_value
from nodepilot.composer.editing.cues import cue, flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.parameters import PLUMBING, at, settable, shown
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.reading.comparisons import parse_number, whole
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Node

_TAIL = re.compile(r" (?:name or id|or id|names? or ids?|id|\(.*\)|by)$")
"""What the label of a parameter ends in and nobody says."""
_LEAST = 3


def call_by_name(scene: Scene) -> Step | None:
    """The parameter called by its name, with a choice, a switch or a text as its value."""
    if any(
        scene.says(each) is not None
        for each in ("when", "text_first", "text_last", "only_content", "should_show")
    ) or _names_another(scene):
        return None
    found = {each.node.name: each.score for each in nodes_meant(scene)}
    best: tuple[float, Node, str, Any] | None = None
    for node in scene.canvas.nodes:
        if _speaks_of_another(scene, node):
            continue
        for path, prop in settable(scene, node):
            if prop.name in PLUMBING:
                continue
            for named in _names(scene, prop, is_set=at(node, path) is not None or prop.required):
                value = _value_for(scene, prop, named)
                if value is None or value == _held(node, path):
                    continue
                score = named[1] - named[0] + found.get(node.name, 0.0) + (at(node, path) is not None)
                if best is None or score > best[0]:
                    best = (score, node, path, value)
    if best is None:
        return None
    _, node, path, value = best
    held = at(node, path)
    if isinstance(held, dict) and held.get("__rl"):
        path = f"{path}.value"
    return Step((SetParameter(node.name, path, value),), 0.85)


def _held(node: Node, path: str) -> Any:
    held = at(node, path)
    return held.get("value") if isinstance(held, dict) and held.get("__rl") else held


def _names_another(scene: Scene) -> bool:
    """“also put it into the table orders”: one step more, rather than another value of this one."""
    if scene.says("also") is None and scene.says("add_step") is None:
        return False
    present = {s.key for node in scene.canvas.nodes if (s := scene.canvas.service(node)) is not None}
    return scene.says("also") is not None or any(
        hit.key not in present for hit in scene.u.services if not hit.is_generic
    )


def _speaks_of_another(scene: Scene, node: Node) -> bool:
    """“send a Slack message to …”: the message of another service than the node's."""
    service = scene.canvas.service(node)
    named = {hit.key for hit in scene.u.services if not hit.is_generic}
    return bool(named) and (service is None or service.key not in named)


def _names(scene: Scene, prop: Property, *, is_set: bool) -> Iterator[Span]:
    """Where the text calls the parameter, the fullest name first."""
    label = flat(prop.display_name or "")
    core = _TAIL.sub("", _TAIL.sub("", label))
    spelt = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", prop.name).lower()
    words = table("called")
    # Half a name is enough for what is set, not for an option that nobody has touched.
    whole = (label, core, spelt) if is_set else (label, spelt)
    called = [
        re.escape(each).replace(r"\ ", r"[\s-]") for each in dict.fromkeys(whole) if len(each) >= _LEAST
    ]
    called += [words[each] for each in dict.fromkeys((label, core, spelt)) if each in words]
    if not called:
        return
    for match in re.finditer(rf"(?<![\w.])(?:{'|'.join(called)})(?![\w@])", scene.flat):
        if _ONE_MORE.search(scene.flat[: match.start()]):
            continue
        if not any(t.is_literal and t.start < match.end() and match.start() < t.end for t in scene.u.tokens):
            yield match.span()


_ONE_MORE = re.compile(
    r"(?<!\w)(?:an?|another|new|one more|eine?[mnrs]?|neue?[mnrs]?|weitere?[mnrs]?|une?|nouve(?:au|lle)|autre|una?|nuev[oa]|otr[oa]|"
    r"uma?|nov[oa]|outr[oa])\s+(?:[\w-]+\s+){0,2}$"
)
"""What is added is no other value of what is there: "to a new tab", "ein weiteres Feld"."""
_OF = r"(?:\s+(?:of|in|on|for|von|des|der|im|fur|de|del|du|do|da|dans|em)\s+(?:the |our |das |dem |la |le |el |o |a )?[\w ]{2,20}?)?"
_IS = (
    r"(?:is|are|was|be|to|as|now|should|shall|must|may|has|have|called|named|read|say|set|equal|equals|the|an?|value|with|"
    r"soll(?:te)?|muss|sein|ist|lautet|lauten|auf|zu|heisst|heissen|jetzt|bitte|nun|mit|den|die|das|"
    r"est|doit|etre|devient|maintenant|sur|es|sea|debe|ser|ahora|una?|sera|para|por|en|deve|agora|seja|um)"
)
_LINK = re.compile(rf"{_OF}(?P<link>(?:[\s:=]+{_IS}(?!\w))*[\s:=]*)")
_SAYING = re.compile(
    r"(?<!\w)(?:is|are|be|should|must|shall|ist|sein|soll(?:te)?|lautet|heissen|heisst|est|etre|doit|es|sea|ser|debe|deve|"
    r"seja|called|named|equals?|read|say)(?!\w)|[:=]"
)
_LEADING = re.compile(r"(?<!\w)(?:to|as|auf|zu|para|en|sur|a|por)(?!\w)")
_ORDER = re.compile(
    r"(?<!\w)(?:make|set|change|get|gets|give|have|use|switch|nimm|nutze|setze?|andere?|mets|utilise|usa|pon|cambia|use|mude|defina)(?!\w)"
)


def _value_for(scene: Scene, prop: Property, named: Span) -> Any:
    if prop.type == "options" and not prop.type_options.loads_options:
        return _choice_for(scene, prop, named)
    if prop.type == "boolean":
        return _truth_for(scene, named)
    if prop.type not in {"number", "string", "resourceLocator", "dateTime", "json", "options"}:
        return None
    token, said = _behind(scene, named)
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
        return token.text[1:-1]
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
    link = match["link"]
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


def identify(scene: Scene) -> Step | None:
    """“list 5f3a9”, “project 10042”: an id behind the word for what it belongs to."""
    if scene.says("also") is not None or scene.says("when") is not None:
        return None
    meant = [each.node for each in nodes_meant(scene)]
    for node in sorted(scene.canvas.nodes, key=lambda each: each not in meant):
        for prop in shown(scene, node):
            if prop.name not in node.parameters or not re.search(
                r"(?i)id$|^(?:project|board|list|team|table|base|folder)", prop.name
            ):
                continue
            found = named_value(prop, scene.u, 0, len(scene.u.tokens))
            if found is not None:
                held = node.parameters[prop.name]
                path = f"{prop.name}.value" if isinstance(held, dict) else prop.name
                return Step((SetParameter(node.name, path, found[0]),), 0.85)
    return None
