"""Cases that are asked for by the word for one, or by their value: “a branch for partners”, “low priority ones”, “/time”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from nodepilot.composer.editing.case_values import (
    Case,
    field_of,
    is_text,
    only_other_choice,
    tests_compared,
)
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.lexicon import load_lexicon

_BRANCH_FOR = re.compile(
    r"(?:add|insert|make|create|build|need|want|fuge|erganze|ajoute[rz]?|cree[rz]?|anade|agrega|crea|adicione|crie)\W(?:\w+\s){0,2}?"
    r"(?:a |an |another |one more |eine?[nm]? |noch eine?[nm]? |une? |una? |uma? |otra |autre |outr[oa] )?(?:new |third |fourth |extra |neuen |weiteren )?"
    r"(?:branch|path|route|way|case|output|zweig|weg|fall|branche|rama|camino|ramo|caminho)\s+(?:for|when it'?s|fur|pour|para)\s+"
    r"(?:the |type |kind |die |den |les |los |las |os |as )?[\"'“„]?(?P<value>[\w-]+)[\"'”“]?(?: (?P<thing>requests?|messages?|contacts?|customers?|items?|entries|ones|orders?|leads?|tickets?))?"
    r"\s*(?:,|:|that|which|who|where|and|-|->|die|der|das|qui|que|und|et|y|e)?\s*"
)


def named_case(scene: Scene) -> Case | None:
    """“add a branch for partners that …”: one more value of what the only text condition here looks at."""
    match = _BRANCH_FOR.search(scene.flat)
    if match is None:
        return (
            _command(scene)
            or _routed(scene)
            or _sent(scene)
            or _value_first(scene)
            or _field_first(scene)
            or _one_more_kind(scene)
            or _added_value(scene)
            or _for_kind(scene)
        )
    for node in scene.canvas.nodes:
        tests = [
            test
            for test in tests_compared(node)
            if isinstance(test.get("rightValue"), str) and test["rightValue"]
        ]
        if not tests:
            continue
        value = scene.text[match.start("value") : match.end("value")]
        return Case(node, tests[0], value if match["thing"] else _singular(value), match.span())
    return None


_SHORT = 3
_QUOTES = "\"'“„«"
_NEW = re.compile(
    r"(?:new|another|further|additional|second|third|fourth|fifth|sixth|extra|neue[nrs]?|weitere[nrs]?|dritte[nrs]?|vierte[nrs]?|nouve(?:au|lle)|"
    r"autre|nuev[oa]|otr[oa]|nov[oa]|outr[oa])\s+(?P<thing>[a-z]+)\b\s*[:,]?\s*(?:called |named |namens )?[\"'“„]?(?P<value>[\w-]+ [\w-]+(?=[\"'”“]?\s*[,:;])|[\w-]+)[\"'”“]?\s*(?:[,:;-]|and|und)?\s*"
)


_FOR_KIND = re.compile(
    r"\W*(?:and |also |please )?(?:for|fur|pour|para) (?:the |type |kind |die |les |los |las )?(?P<value>[a-z][\w-]{2,20})(?: (?:requests|messages|contacts|ones|enquiries|inquiries))?\s*[,:]?\s+"
)
_ANYBODY = frozenset(
    "everyone everybody all each every them that this these those now safety example instance testing tests free me us him her you it alle jeden tous todos".split()
)


def _for_kind(scene: Scene) -> Case | None:
    """“for support open an issue, too”: a value of the one text that is compared, told by what comes right behind it."""
    match = _FOR_KIND.match(scene.flat)
    testing = [node for node in scene.canvas.forks if any(is_text(test) for test in tests_compared(node))]
    if match is None or len(testing) != 1 or match["value"] in _ANYBODY:
        return None
    place = next((i for i, t in enumerate(scene.u.tokens) if t.start == match.end()), None)
    tests = [test for test in tests_compared(testing[0]) if is_text(test)]
    known = {flat(str(test["rightValue"])) for test in tests}
    value = match["value"]
    if place is None or not scene.verbs.is_verb(place) or known & {value, value.rstrip("s"), f"{value}s"}:
        return None
    if any(scene.u.has(i, "words") for i, t in enumerate(scene.u.tokens) if t.start == match.start("value")):
        return None
    return Case(testing[0], tests[0], _singular(value), (0, match.end()))


def _singular(value: str) -> str:
    """“for partners”: one of them is a partner; a few words end like many and mean one."""
    many = len(value) > _SHORT and value.endswith("s") and not value.endswith("ss")
    return value[:-1] if many and value not in {"sales", "news", "status", "business", "logistics"} else value


def _one_more_kind(scene: Scene) -> Case | None:
    """“a fourth department HR”: by the name of the field that is compared, in whatever language."""
    match = _NEW.search(scene.flat)
    if match is None:
        return None
    thing = next((i for i, t in enumerate(scene.u.tokens) if t.start == match.start("thing")), None)
    said = {s.concept for s in scene.u.senses[thing]} if thing is not None else set[str]()
    for node in scene.canvas.nodes:
        for test in tests_compared(node):
            field = field_of(str(test.get("leftValue", "")))
            if not field or not isinstance(test.get("rightValue"), str):
                continue
            known = {concept for _, concept in load_lexicon("en").senses(field)}
            is_quoted = scene.text[match.start("value") - 1] in _QUOTES or match["thing"] in _OFFERED
            is_the_one = is_quoted and len(scene.canvas.forks) == 1
            if field in {match["thing"], match["thing"].rstrip("s")} or known & said or is_the_one:
                value = scene.text[match.start("value") : match.end("value")]
                return Case(node, test, _as_written(value, [test]), (0, match.end()))
    return None


_OFFERED = frozenset(
    "option choice value kind type case answer wert auswahl valeur choix opcion valor opcao".split()
)
"""What a form offers, or what is told apart, whatever its field is called."""


def _as_written(value: str, tests: Sequence[dict[str, Any]]) -> str:
    """The value written as those that are known: with a capital where all of them have one."""
    if all(str(test["rightValue"])[:1].isupper() for test in tests):
        return value[:1].upper() + value[1:]
    return value


_ROUTED = re.compile(
    r"\W*(?:and |also |please )*(?:route|direct) (?:the |all |type )?[\"'“„]?(?P<value>[a-z][\w-]{2,})[\"'”“]?(?: (?:ones|messages?|requests?|contacts?|leads?|tickets?|items?))? (?=to |into |in )"
)


def _routed(scene: Scene) -> Case | None:
    """“route billing to …”: a value of the one text that is compared."""
    match = _ROUTED.match(scene.flat)
    testing = [node for node in scene.canvas.forks if any(is_text(test) for test in tests_compared(node))]
    if match is None or len(testing) != 1 or match["value"] in _ANYBODY:
        return None
    tests = [test for test in tests_compared(testing[0]) if is_text(test)]
    if match["value"] in {flat(str(test["rightValue"])) for test in tests}:
        return None
    return Case(testing[0], tests[0], scene.text[slice(*match.span("value"))], (0, match.end()))


_THERE = re.compile(
    r"\W*(?:and |also |please |but )*(?:the |all |all the )?(?P<value>[a-z][\w-]{3,}?|[a-z][\w-]+(?= (?:ones|orders?|tickets?|requests?|messages?|leads?|items?|customers?|contacts?|e?-?mails?) ))(?: (?:ones|orders?|tickets?|requests?|messages?|leads?|items?|customers?|contacts?|e?-?mails?))? (?:(?:go|goes|should go|belong|are sent) )?(?=(?:to|into|in) )"
)
_SUBJECT = re.compile(
    r"\W*(?:and |also |please |but )*(?:the |all |all the )?(?P<value>[a-z][\w-]{3,})s (?:should|must|shall|need to|have to|get|are to)(?: also| only| just)? (?=\w)"
)
_GIVEN = re.compile(
    r"\W*(?:and |also |please )*(?:send|mail|e-?mail|give|text) (?:the |all |all the )?(?P<value>[a-z][\w-]{3,})s (?=an? )"
)
"""“send partners a text”: whom it is for."""
_SENT = re.compile(
    r"\W*(?:and |also |please )*(?:send|forward|mail|e-?mail|pass|post|put|move) (?:the |all |all the )?[\"'“„]?(?P<value>[a-z][\w-]{3,})s[\"'”“]? (?=(?:on |over )?(?:to|into|in) )"
)


def _sent(scene: Scene) -> Case | None:
    """“send complaints to support@…”: a word that names no step and no thing that steps know is a further value."""
    match = (
        _SENT.match(scene.flat)
        or _THERE.match(scene.flat)
        or _SUBJECT.match(scene.flat)
        or _GIVEN.match(scene.flat)
    )
    testing = [node for node in scene.canvas.forks if any(is_text(test) for test in tests_compared(node))]
    if match is None or len(testing) != 1 or scene.is_conditional:
        return None
    place = next((i for i, t in enumerate(scene.u.tokens) if t.start == match.start("value")), None)
    tests = [test for test in tests_compared(testing[0]) if is_text(test)]
    if place is None or match["value"] in EVERYDAY or nodes_meant(scene, match.span("value")):
        return None
    if match.re is _THERE and scene.verbs.is_verb(place) and match.end("value") + 1 == match.end():
        # "confirm to the applicant": an order.
        return None
    value = scene.text[slice(*match.span("value"))]
    if flat(value).rstrip("s") in _known(scene, tests):
        return None
    value = _as_written(value, tests)
    start, end = match.span("value")
    return Case(testing[0], tests[0], value, (start, end + 1) if match.re is _GIVEN else (0, match.end()))


def _known(scene: Scene, tests: Sequence[dict[str, Any]]) -> set[str]:
    """The values that are told apart already: those compared, and the one choice of a form that is left beside them."""
    known = {str(test["rightValue"]) for test in tests}
    left = [
        only_other_choice(scene.canvas.workflow, str(test.get("leftValue", "")), str(test["rightValue"]))
        for test in tests
    ]
    return {flat(each).rstrip("s") for each in (*known, *left) if each}


EVERYDAY = frozenset(
    "message mail email e-mail row item alert notification report update result response answer reply contact ticket order lead request customer file "
    "attachment event detail record article post link value issue task card picture photo image user people person member comment summarie entrie manager team boss boss admin employee colleague submission expense payment article condition check copie new thi".split()
)
"""What is sent whatever the case is."""


_VALUE_FIRST = re.compile(
    r"\W*(?:and |but |please |all |the )*[\"'“„]?(?!if |when |for |with |by |of |or |what |which |whose |its |their |a |an )(?P<value>[a-z][\w-]*)[\"'”“]?[ -](?P<thing>[a-z]+)(?: (?:ones?|requests?|tickets?|messages?|items?|entries|e?-?mails?|leads?|orders?|issues?))? "
    r"(?:should|must|shall|just |only |simply |get |gets |go |goes |are |is )"
)


def _value_first(scene: Scene) -> Case | None:
    """“low priority ones just get logged …”: a value in front of the name of the field that is compared."""
    match = _VALUE_FIRST.match(scene.flat)
    found = _beside_field(scene, match) if match is not None else None
    if match is None or found is None:
        return None
    end = match.end("thing")
    rest = _THINGS_BEHIND.match(scene.flat[end:])
    return replace(found, span=(0, end + (rest.end() if rest is not None else 0)))


_FIELD_FIRST = re.compile(
    r"\W*(?:and |but |please |all |the |also |for |if |when |those |ones )*(?:with |of |whose |where )?(?:the )?(?P<thing>[a-z]+)(?: is| are| =|:)? [\"'“„]?(?!should|must|shall|is |are |in |on |of |to |for |and |or |with |too |as |a |an |the )"
    r"(?P<value>[\w-]+)[\"'”“]?,? (?=should |must |shall |goes? |gets? |is |are |to |also |needs |belongs? |send |create |open |add |post |e-?mail |notify |tell )"
)


def _field_first(scene: Scene) -> Case | None:
    """“department Finance should get …”: a new value right behind the name of the field that is compared."""
    match = _FIELD_FIRST.match(scene.flat)
    return _beside_field(scene, match) if match is not None else None


_THINGS_BEHIND = re.compile(
    r"(?: (?:ones?|requests?|tickets?|messages?|items?|entries|e?-?mails?|leads?|orders?|issues?))?(?: just| only| simply)?"
)


def _beside_field(scene: Scene, match: re.Match[str]) -> Case | None:
    """A new value beside the name of the field that a fork compares, written as the values that it knows."""
    for node in scene.canvas.forks:
        tests = [test for test in tests_compared(node) if is_text(test)]
        known = {flat(str(test["rightValue"])) for test in tests}
        if (
            tests
            and match["value"] not in known
            and match["thing"] == field_of(str(tests[0].get("leftValue", "")))
        ):
            value = scene.text[slice(*match.span("value"))]
            return Case(node, tests[0], _as_written(value, tests), (0, match.end()))
    return None


_COMMAND = re.compile(
    r"\W*(?:and |also |please )*(?:add|include|create|we need|i need)(?: also)? (?:an? |another |one more |the )?(?:new )?(?:(?:bot |slash )?commands? )?(?:called )?(?P<value>/[\w-]+)"
    r"(?: command)?(?: too| as well)?\s*(?:,|:|;|-|which|that|and|to)?\s+(?:(?:it|this) (?=should|must|sends?|replies|gives?|shows?|returns?))?"
)


def _command(scene: Scene) -> Case | None:
    """“add a command /time that …”: one more of the commands that are told apart."""
    match = _COMMAND.match(scene.flat)
    if match is None:
        return None
    for node in scene.canvas.forks:
        tests = [
            test for test in tests_compared(node) if is_text(test) and str(test["rightValue"]).startswith("/")
        ]
        if tests and all(str(test["rightValue"]) != match["value"] for test in tests):
            return Case(node, tests[0], match["value"], (0, match.end()))
    return None


_ADDED_VALUE = re.compile(
    r"\W*(?:and |also |please )*(?:add|include|create|we need|i need|we have|there is)(?: also| now)? (?:a |an |the )?[\"'“„]?(?P<value>[\w-]+)[\"'”“]? (?P<thing>[a-z]+)"
    r"(?: too| now| as well)?\s*(?:,|:|;|-|which|that|and)?\s+(?:(?:those|they|these|it) (?=go|should|must|get|are|is))?"
)


def _added_value(scene: Scene) -> Case | None:
    """“add medium priority, those go to …”: a value beside the name of the field that is compared."""
    match = _ADDED_VALUE.match(scene.flat)
    return _beside_field(scene, match) if match is not None else None
