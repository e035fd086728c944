"""What a request says of an HTTP call besides its address: headers, who is asking, pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from nodepilot.composer.build.field_names import names_in
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Code, Ref, Text, Value
from nodepilot.plan.shapes.fields import key_values

_ACCESS = (
    (re.compile(r"\bbearer\b", re.IGNORECASE), "httpBearerAuth"),
    (re.compile(r"\bbasic[ -]auth", re.IGNORECASE), "httpBasicAuth"),
    (re.compile(r"\bdigest[ -]auth", re.IGNORECASE), "httpDigestAuth"),
    (re.compile(r"\boauth ?2?\b", re.IGNORECASE), "oAuth2Api"),
    (re.compile(r"\bapi[ -]?(?:key|schlüssel|token)\b", re.IGNORECASE), "httpHeaderAuth"),
)
"""How a call proves who it is, by the words for it, and the credential type that keeps the secret."""
_PAGES = Pattern(
    r"\bpaginat|\bpage through\b|\b(?:per|a) page\b|\?page=\d|\b(?:all|every|each|multiple) (?:the )?pages\b|\bpage param|\bnext page\b|\bpage by page\b|\bpages? until\b|\bseitenweise\b"
    r"|\balle seiten\b|\bseite für seite\b|\btodas las p[aá]ginas\b|\btoutes les pages\b|\btodas as p[aá]ginas\b",
    re.IGNORECASE,
)
_NEXT_ADDRESS = re.compile(
    r"\bnext[ _-]?(?:page[ _-]?)?(?:url|link)\b|\b(?:url|link) (?:to|of|for) the next\b", re.IGNORECASE
)
_NEXT_NAME = re.compile(
    r"\b(?i:(next_(?:page_)?(?:url|link)|next(?:Page)?(?-i:Url|URL|Link)))\b"
    r"|\b(?:url|link)\b[^,.;]{0,25}? (?:in|called|named|from|under)(?: the)?(?: field| property| key)? "
    r"[\"'“]?(?!the\b|response|answer|result|reply|body|json|each|it\b)([A-Za-z_][\w.]*\w)"
)
"""What the field with the next page's address is called."""
_OFFSET = re.compile(r"\boffset\b", re.IGNORECASE)
_CURSOR = re.compile(r"\bcursor\b", re.IGNORECASE)
_KEYS = frozenset("sku isbn domain url id ip symbol ticker zip ean username city".split())
"""Values by which an address is asked for one thing."""
_HOLE = re.compile(r"\{\{?\s*([A-Za-z_]\w*)\s*(?:\}\}?|$)")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+|Authorization|Accept|Cookie")


def call_details(u: Utterance, act: Act) -> Mapping[str, Value]:
    """Parameters of the call that the act orders; what is said behind it counts where it is the only call."""
    only = sum(token.kind is Kind.URL for token in u.tokens) == 1
    start, end = u.span(act.first, act.last)
    said = u.text if only else u.text[start:end]
    made: dict[str, Value] = {}
    headers = _headers(u, 0 if only else act.first, len(u.tokens) if only else act.last)
    if headers:
        made |= {"sendHeaders": True, "headerParameters": key_values(headers)}
    else:
        access = next((kind for pattern, kind in _ACCESS if pattern.search(said)), None)
        if access is not None:
            made |= {"authentication": "genericCredentialType", "genericAuthType": access}
    return made


def of_each(u: Utterance, act: Act, data: Output | None, url: str) -> Mapping[str, Value]:
    """What each row brings into the call behind the address: “with the email”, “for each city”."""
    if data is None or data.empty or not data.many or _HOLE.search(url):
        return {}
    names = list(dict.fromkeys(_brought(u, act)))
    if (open_end := re.search(r"[?&]([A-Za-z_]\w*)=$", url)) is not None and data.open:
        # "…/find?email=": what each row has of that name.
        name = names[0] if len(names) == 1 else open_end.group(1)
        return {"url": Text((url, data.value(Known(data.path_of(name)))))}
    if not names or not data.open:
        return {}
    return {
        "sendQuery": True,
        "queryParameters": key_values(
            {re.sub(r"\W+", "_", name.lower()): data.value(Known(data.path_of(name))) for name in names}
        ),
    }


def filled_address(u: Utterance, data: Output | None, url: str) -> Text | None:
    """“…/orders/{id}” with the id of the thing at hand; None for an address without holes."""
    if data is None or data.empty or not _HOLE.search(url):
        return None
    return Text(tuple(_filled(u, data, url)))


def _filled(u: Utterance, data: Output, url: str) -> Iterator[str | Ref | Code]:
    for number, part in enumerate(_HOLE.split(url)):
        if number % 2:
            told = None if data.open else data.find(part.lower())
            yield told if told is not None else data.value(Known(data.path_of(_as_said(u, part))))
        elif part:
            yield part


def _as_said(u: Utterance, name: str) -> str:
    """“every ISBN …/{isbn}”: the column as the request writes it."""
    return next((t.text for t in u.tokens if t.norm == name.lower() and t.text.isupper()), name)


def _brought(u: Utterance, act: Act) -> Iterator[str]:
    """Names of the fields that a call is made with, or for each of which it is made."""
    for argument in act.arguments:
        each = argument.role == "for" and "every" in argument.quantifiers
        if not (each or argument.role == "with") or argument.literals:
            continue
        if argument.role == "with" and (end := _as_parameters(u, argument.last)):
            # "with lat and lon as query parameters"
            yield from names_in(u, argument.first, min(argument.last, end))
            continue
        for index in range(argument.first, argument.last):
            if u.service_at(index) is not None and not u.has(index, "fields"):
                break
            if u.has(index, "words", "in", "of", "from"):
                break
            if (
                u.has(index, "fields")
                or u.tokens[index].norm.rstrip("s") in _KEYS
                or (
                    each
                    and u.tokens[index].kind is Kind.WORD
                    and not (u.has(index, "words") or u.has(index, "nouns"))
                )
            ):
                yield singular(u.tokens[index].text)


def _as_parameters(u: Utterance, place: int) -> int:
    """Where “as query parameters” begins right behind the names; 0 where it does not stand there."""
    for at in range(max(0, place - 3), min(place + 1, len(u.tokens) - 1)):
        behind = [token.norm for token in u.tokens[at + 1 : at + 4]]
        if u.tokens[at].norm in {"as", "als", "como", "comme"} and any(w.startswith("param") for w in behind):
            return at
    return 0


def pages(u: Utterance) -> Mapping[str, Value] | None:
    """The option that goes through all pages; None where the request does not speak of any."""
    if not (_PAGES.search(u.text) or _NEXT_ADDRESS.search(u.text)):
        return None
    if _NEXT_ADDRESS.search(u.text):
        named = _NEXT_NAME.search(u.text)
        name = next((each for each in named.groups() if each), "next") if named is not None else "next"
        made: dict[str, Value] = {
            "paginationMode": "responseContainsNextURL",
            "nextURL": Code(f"$response.body.{name}"),
            "paginationCompleteWhen": "other",
            "completeExpression": Code(f"!$response.body?.{name}"),
        }
    else:
        name, value = "page", Code("$pageCount + 1")
        if _CURSOR.search(u.text):
            name, value = "cursor", Code("$response.body.next_cursor ?? ''")
        elif _OFFSET.search(u.text):
            name, value = "offset", Code("$pageCount * 100")
        made = {
            "parameters": {"parameters": [{"type": "qs", "name": name, "value": value}]},
            "paginationCompleteWhen": "other",
            "completeExpression": Code(
                "!($response.body?.next_cursor)"
                if name == "cursor"
                else "($response.body?.length ?? Object.values($response.body ?? {}).find(Array.isArray)?.length ?? 0) === 0"
            ),
        }
    return {"pagination": made | {"limitPagesFetched": True, "maxRequests": 100}}


def _headers(u: Utterance, first: int, last: int) -> dict[str, Value]:
    """“with header X-Api-Key”, “header Accept: text/csv”: names with their values, a placeholder where none is said."""
    found: dict[str, Value] = {}
    for index in range(first, last - 1):
        if not u.has(index, "nouns", "header") and u.tokens[index].norm != "headers":
            continue
        token = u.tokens[index + 1]
        match = _NAME.fullmatch(token.text.strip("\"'`“”"))
        if match is None:
            continue
        name = match.group()
        behind = index + 2
        if behind < last and u.tokens[behind].norm in {":", "="}:
            rest = u.text[u.tokens[behind].end :]
            value = re.match(r"\s*((?:Bearer |Basic |Token |ApiKey )?[^\s,;]+)", rest)
            found[name] = value.group(1).strip("\"'`") if value else f"YOUR_{name.upper().replace('-', '_')}"
        else:
            found[name] = f"YOUR_{name.upper().replace('-', '_')}"
    return found
