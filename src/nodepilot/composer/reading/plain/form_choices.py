"""Choices of a form's field, said behind its name: “with shirt size S, M or L”, “a category dropdown of A, B and C”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_FORM = r"\b(?:form|survey|poll|questionnaire|rsvp)\b"
_DROPDOWN = r"(?:drop-?down|choices?|selection|select|options?|menu|radio(?: buttons?)?|picker|picklist)"
_LIST = r"[\w+'-]+(?: [\w+'-]+)?(?:, [\w+'-]+(?: [\w+'-]+)?)*,? (?:or|and) [\w+'-]+(?: [\w+'-]+)?"
_OFFERED = Pattern(
    rf"{_FORM}[^.;(]*?(?P<head>\b(?P<field>[a-z-]+)(?: field)?,? (?:an? )?{_DROPDOWN}(?: field)?)(?P<joint>:| of| with| for| between| offering| containing| being|,)? (?!with\b|of\b|and\b|or\b|to\b|that\b|where\b)(?P<list>{_LIST})(?=[.;,]|$)",
    re.IGNORECASE,
)
_LAST = Pattern(
    rf"{_FORM}(?P<lead>[^.;(]*?(?: with| asks for| asking for| asks(?: the \w+)?| for|:|,| and| has| where \w+ \w+)) (?!(?:a|an) \w+ or\b)(?P<field>(?:type|kind|sort|choice) of [a-z]+[,:]? |(?:[a-z-]+ ){{1,3}}?)"
    r"(?P<list>[\w+'-]+(?:, [\w+'-]+)*,? or [\w+'-]+)(?=[.;,:]|$| and (?:an? |the )?\w+(?: \w+)?[.;,])",
    re.IGNORECASE,
)
_WHETHER = Pattern(
    rf"{_FORM}[^.;:]*? ask(?:s|ing)?(?: (?:people|them|guests|visitors|customers|users|everyone))? (?P<q>(?:whether|if) [^.;:,]+? (?P<what>[a-z-]+))(?=[.;,])",
    re.IGNORECASE,
)
"""“A form asks whether the visitor wants a demo.”"""
_QUESTION = Pattern(
    rf"{_FORM}(?: with the question)?:? (?P<q>(?:would|will|do|does|are|is|can|have|has|did) [^.;:,?]+?)\??(?:,|:| -| \()? ?(?P<list>yes or no|yes/no)\)?(?=[.;,])",
    re.IGNORECASE,
)
"""“Survey form: would you recommend us, yes or no.”"""
_ARTICLE = re.compile(r"(?:the|an?|their|your) ", re.IGNORECASE)
_NAMES = frozenset(
    "name email mail e-mail phone number address message company date time file photo image comment website link url text reason city country amount".split()
)
"""What a form asks for; in “name, email or phone” nothing is offered."""
_NO_FIELD = frozenset(
    "for with and or a an the to of in on by if when their your is are that which form name email either".split()
)
_PICKS = frozenset("picks chooses selects pick choose select picking choosing selecting".split())


def form_choices(whole: Words) -> Words:
    """The request with such choices in brackets behind the field's name."""
    if (asked := _QUESTION.search(whole.masked)) is not None:
        label = whole.group(asked, "q").quoted()
        before = whole[: asked.start("q")].trimmed(" :")
        return _bracketed(
            put_together(before, "with", label),
            whole.group(asked, "list").said_as("yes or no"),
            whole[asked.end() :],
        )
    if (whether := _WHETHER.search(whole.masked)) is not None:
        before = put_together(whole[: whether.start("q")], "for", whole.group(whether, "what"))
        return put_together(before, "(yes or no)", whole[whether.end() :])
    if (offered := _OFFERED.match(whole.masked) or _OFFERED.search(whole.masked)) is not None:
        return _bracketed(
            whole[: offered.end("head")], whole.group(offered, "list"), whole[offered.end("list") :]
        )
    found = _LAST.search(whole.masked)
    if found is None:
        return whole
    field, listed = whole.group(found, "field").trimmed(" ,:"), whole.group(found, "list")
    values = {value.lower() for value in re.split(r", (?:or )?| or ", listed.text)}
    named = _ARTICLE.sub("", field.text.lower()).split()
    if not named or values & (_NAMES | _NO_FIELD) or named[-1] in _NO_FIELD:
        return whole
    if named[-1] in _PICKS:
        return _bracketed(
            put_together(whole[: found.end("lead")], "a choice"), listed, whole[found.end("list") :]
        )
    return _bracketed(whole[: found.end("field")].trimmed(" ,:"), listed, whole[found.end("list") :])


def _bracketed(before: Words, listed: Words, behind: Words) -> Words:
    return put_together(before, listed.quoted("()"), behind)
