"""Hashes, signatures, random ids and JSON Web Tokens: what the Crypto and the JWT node make of a value."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from nodepilot.composer.build import files
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.fetching import fetch
from nodepilot.composer.build.field_names import FIELD, field_said, is_field, key_of, names_in
from nodepilot.composer.build.files import bring_file
from nodepilot.composer.build.items import bring_item, set_fields
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, Value
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_TYPES = re.compile(r"\b(md5|sha[ -]?(3)?[ -]?(1|256|384|512))\b", re.IGNORECASE)
_HMAC = re.compile(r"\bhmac\b", re.IGNORECASE)
_HASH = re.compile(
    r"\b(?:un)?hash(?:es|ed|ing|wert)?\b|\bchecksum\b|\bfingerprint\b|\bhachage\b", re.IGNORECASE
)
_ID = re.compile(
    r"\b(?:uuids?|guids?)\b|\b(?:unique|random|eindeutige|zufällige) (?:id|identifier|token|key|string|code|password)s?\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\bjwts?\b|\bjson web tokens?\b", re.IGNORECASE)
_BASE64 = re.compile(r"\bbase ?64\b", re.IGNORECASE)
_READ_TOKEN = re.compile(
    r"\b(?:decode|decodes|read|parse|dekodier\w*|décode\w*|decodifica\w*)\b", re.IGNORECASE
)
_TEST_TOKEN = re.compile(r"\b(?:verify|verifies|check|validate|prüfe?|vérifie|verifica)\b", re.IGNORECASE)
_MAKES = frozenset(
    "encrypt calculate create compose add get reply send update convert extract validate check count copy decide".split()
)
_NO_NAMES = frozenset(
    "hash hashes checksum value values hmac md5 sha1 sha256 sha384 sha512 secret signature result uuid jwt token body payload data".split()
)


def protect(draft: Draft, flow: Flow, act: Act) -> bool:
    """Makes a hash, a signature, an id or a token where the act asks for one; False where it does not.

    An answer that tells of it ("return its hash") is still to be given: then this is False, too, and the
    value is what is at hand.
    """
    start, end = draft.utterance.span(act.first, act.last)
    said = draft.utterance.text[start:end]
    if act.verb not in _MAKES or act.ai:
        return False
    if _BASE64.search(said):
        made = _base64(draft, flow, act, said)
    elif _makes_file_of_it(draft, flow, act):
        made = _file_of_text(draft, flow, act)
    elif _TOKEN.search(said):
        made = _token(draft, flow, act, said)
    elif _HMAC.search(said) or _TYPES.search(said) or (_HASH.search(said) and act.verb != "add"):
        made = _hash(draft, flow, act, said)
    elif _ID.search(said) and act.verb in {"create", "compose", "add", "get", "reply"}:
        made = _id(draft, flow, act)
    else:
        return False
    return made and act.verb not in {"reply", "send"}


def _hash(draft: Draft, flow: Flow, act: Act, said: str) -> bool:
    if not _takes_values(act):
        return False
    found = _TYPES.search(said)
    kind = "SHA256"
    if found is not None:
        number = found.group(3)
        kind = "MD5" if number is None else f"SHA3-{number}" if found.group(2) else f"SHA{number}"
    act = fetch(draft, flow, act)
    name, value = _value(draft, flow, act)
    parameters: dict[str, Value] = {"action": "hmac" if _HMAC.search(said) else "hash", "type": kind}
    if value is None and flow.binary is not None:
        bring_file(draft, flow)
        parameters |= {"binaryData": True, "binaryPropertyName": flow.binary[1]}
    else:
        parameters["value"] = value if value is not None else Code("JSON.stringify($json)")
    result = f"{name}_{kind.lower()}" if name else kind.lower()
    if _HMAC.search(said):
        result = f"signature_{kind.lower()}"
    parameters["dataPropertyName"] = result
    key = _step(draft, flow, act, "crypto", parameters, "Sign" if _HMAC.search(said) else "Hash")
    if _HMAC.search(said):
        draft.assume(say("The secret of the signature comes from the credentials of the Crypto node."), key)
    _give(flow, key, result)
    return True


def _base64(draft: Draft, flow: Flow, act: Act, said: str) -> bool:
    """A file as text, or the text of a field in that form; what makes a file of such text is done elsewhere."""
    into = act.argument("to", "as") or act.argument("in")
    if (
        act.verb in {"convert", "create", "get", "extract"}
        and into is not None
        and _FILE_NOUNS & set(into.nouns)
    ):
        return _file_of_text(draft, flow, act)
    if act.verb not in {"encrypt", "convert"} or re.search(
        r"base ?64 (?:string|text|data|field|file|pdf|image)", said, re.IGNORECASE
    ):
        return False
    act = fetch(draft, flow, act)
    if flow.binary is not None or files.download(draft, flow):
        bring_file(draft, flow)
        name = flow.binary[1] if flow.binary is not None else "data"
        parameters: dict[str, Value] = {
            "operation": "binaryToPropery",
            "binaryPropertyName": name,
            "options": {},
        }
        key = _step(draft, flow, act, "extractFromFile", parameters, "File to base64")
        flow.binary = None
        flow.give(
            Output(key, {"made": Known("data"), "text": Known("data")}, {"data": Known("data")}, noun="file")
        )
        return True
    name, value = _value(draft, flow, act)
    if not isinstance(value, Code):
        return False
    how = "base64Decode" if _READ_TOKEN.search(said) else "base64Encode"
    set_fields(draft, flow, {name: Code(f"String({value.source}).{how}()")}, name="Base64")
    return True


_FILE_NOUNS = frozenset({"file", "pdf", "image"})


def _makes_file_of_it(draft: Draft, flow: Flow, act: Act) -> bool:
    """“gets a base64 picture in the field image, make a file out of it”: of the text that came."""
    u, data, objects = draft.utterance, flow.data, act.argument("object")
    if (
        act.verb not in {"create", "convert", "get"}
        or data is None
        or data.noun not in {"request", "response"}
    ):
        return False
    into = act.argument("to", "as")
    made = into if act.verb == "convert" else objects
    whole = act.target is None and act.source is None
    told = _BASE64.search(u.text, 0, u.tokens[act.first].start) is not None
    return whole and told and made is not None and bool(_FILE_NOUNS & set(made.nouns))


def _file_of_text(draft: Draft, flow: Flow, act: Act) -> bool:
    """“convert the base64 string in pdf_data into a file”: the file whose text stands in a field."""
    act = fetch(draft, flow, act)
    data = flow.data
    if data is None or data.empty:
        return False
    u = draft.utterance
    name = (
        field_said(u, act.first, act.last)
        or next((t.text for t in act.literals if t.kind is Kind.SLUG and t.norm != "base64"), None)
        or field_said(u, 0, act.first)
        or "data"
    )
    parameters: dict[str, Value] = {
        "operation": "toBinary",
        "sourceProperty": data.path_of(name),
        "options": {},
    }
    key = _step(draft, flow, act, "convertToFile", parameters, "Text to file")
    flow.binary = (key, "data")
    flow.give(Output(key, {}, noun="file"))
    return True


def _takes_values(act: Act) -> bool:
    """Not "compare the hash with the header"."""
    return act.condition is None


def _id(draft: Draft, flow: Flow, act: Act) -> bool:
    act = fetch(draft, flow, act)
    if flow.data is None:
        return False
    u = draft.utterance
    behind = act.argument("to", "in", "as")
    names = names_in(u, behind.first, behind.last) if behind is not None else []
    result = key_of(flow.data, names[0]) if len(names) == 1 else "uuid"
    bring_item(draft, flow)
    parameters: dict[str, Value] = {"action": "generate", "encodingType": "uuid", "dataPropertyName": result}
    _give(flow, _step(draft, flow, act, "crypto", parameters, "Make an id"), result)
    return True


def _token(draft: Draft, flow: Flow, act: Act, said: str) -> bool:
    act = fetch(draft, flow, act)
    if flow.data is None:
        return False
    data = flow.data
    if _READ_TOKEN.search(said) or _TEST_TOKEN.search(said):
        operation = "decode" if _READ_TOKEN.search(said) else "verify"
        in_header = re.search(r"authori[sz]ation|bearer|header", draft.utterance.text, re.IGNORECASE)
        source = "$json.headers.authorization.replace('Bearer ', '')" if in_header else None
        if source is None:
            names = [n for n in _fields(draft, act) if n.lower() not in {"jwt", "jwts", "webhook"}]
            known = data.named(names[0] if names else "token")
            source = _source(data, known) if known is not None else "$json.token"
        parameters: dict[str, Value] = {"operation": operation, "token": Code(source), "options": {}}
        key = _step(
            draft,
            flow,
            act,
            "jwt",
            parameters,
            "Read the token" if operation == "decode" else "Check the token",
        )
        flow.give(
            Output(key, {}, noun="claims", open=True, prefix="payload" if operation == "decode" else "")
        )
        return True
    _, value = _value(draft, flow, act)
    claims = value if value is not None else Code("$json")
    source = claims.source if isinstance(claims, Code) else "$json"
    names = [n for n in _fields(draft, act) if n.lower() not in _NO_NAMES]
    field = re.sub(r"\W+", "_", names[0].lower()) if names else "sub"
    parameters = {
        "useJson": True,
        "claimsJson": Code(f"JSON.stringify({{ {field}: {source} }})"),
        "options": {},
    }
    key = _step(draft, flow, act, "jwt", parameters, "Make a token")
    _give(flow, key, "token")
    return True


def _step(draft: Draft, flow: Flow, act: Act, node: str, parameters: dict[str, Value], name: str) -> str:
    key = draft.add(_BASE + node, parameters, name=name, span=draft.utterance.span(act.first, act.last))
    draft.hook(flow, key)
    return key


def _give(flow: Flow, key: str, result: str) -> None:
    """The item with one field more."""
    known = Known(result)
    base = flow.data if flow.data is not None else Output(key)
    label = result.replace("_", " ")
    # What nobody can know stays open; of what is known, the value made and what it was made of are told.
    fields = {} if base.open and not base.fields else {**base.fields, label: known}
    roles = {**base.roles, "made": known}
    flow.give(replace(base, step=key, fields=fields, roles=roles))


def _fields(draft: Draft, act: Act) -> list[str]:
    u = draft.utterance
    return [
        name
        for argument in act.arguments
        if argument.role in {"object", "of", "from", "for", "to", "in", "with"}
        for part in _parts(draft, argument.first, argument.last)
        for name in names_in(u, *part)
    ]


def _parts(draft: Draft, first: int, last: int) -> list[tuple[int, int]]:
    """“the MD5 hash of the email field”: what stands before each "of", and behind it."""
    u = draft.utterance
    cuts = [
        i
        for i in range(first, last)
        if u.has(i, "words", "of", "with", "in") or _TYPES.search(u.tokens[i].text)
    ]
    edges = [first - 1, *cuts, last]
    return [(a + 1, b) for a, b in pairwise(edges) if a + 1 < b]


def _value(draft: Draft, flow: Flow, act: Act) -> tuple[str, Value | None]:
    """The field that is named and its value; none where the act names none that the item may have."""
    u = draft.utterance
    bring = flow.data is not None and flow.binary is None
    said_field = any(t.norm in FIELD for t in u.tokens[act.first : act.last])
    if bring:
        bring_item(draft, flow)
    data = flow.data
    if data is None:
        return "", None
    for name in _fields(draft, act):
        words = name.lower()
        if words in _NO_NAMES or (
            role_of_words(words, u.languages) is None and not is_field(u, name, loose=said_field)
        ):
            continue
        known = data.named(name, role_of_words(name, u.languages))
        if known is not None:
            return key_of(data, name), Code(_source(data, known))
    return "", None


def _source(data: Output, known: object) -> str:
    from nodepilot.composer.build.javascript import javascript_of

    return javascript_of(known).replace(f"$('{data.step}').item.json", "$json")  # type: ignore[arg-type]
