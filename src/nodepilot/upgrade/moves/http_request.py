"""HTTP Request 1 and 2 to 3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.upgrade.draft import Draft, Remark, Unknown, is_expression
from nodepilot.upgrade.moves.conditions import entries_of
from nodepilot.workflow.edits.paths import MISSING

_GENERIC = {
    "basicAuth": "httpBasicAuth",
    "digestAuth": "httpDigestAuth",
    "headerAuth": "httpHeaderAuth",
    "oAuth1": "oAuth1Api",
    "oAuth2": "oAuth2Api",
    "queryAuth": "httpQueryAuth",
}
_WITH_BODY_TYPE = frozenset({"PATCH", "POST", "PUT"})
_WITH_BODY = _WITH_BODY_TYPE | {"DELETE"}
_KNOWN_OPTIONS = frozenset(
    {
        "batchInterval",
        "batchSize",
        "bodyContentType",
        "fullResponse",
        "followRedirect",
        "followAllRedirects",
        "ignoreResponseCode",
        "bodyContentCustomMimeType",
        "proxy",
        "splitIntoItems",
        "timeout",
        "useQueryString",
    }
)


def http_request_3(draft: Draft) -> None:
    """Query, headers and body each get a switch, options get groups."""
    old = draft.filled
    options = draft.given("options")
    given = options if isinstance(options, Mapping) else {}
    unknown = set(given) - _KNOWN_OPTIONS
    if unknown:
        raise Unknown(f"its option `{min(unknown)}` has no counterpart.")
    if not all(isinstance(old.get(name), bool) for name in ("jsonParameters", "allowUnauthorizedCerts")):
        raise Unknown("how it takes its parameters is no fixed choice.")
    made: dict[str, Any] = {"method": old.get("requestMethod"), "url": old.get("url")}
    made |= _authentication(draft)
    made |= _parts(draft, given)
    made["options"] = _options(draft, given)
    draft.replace(made)
    _remark(draft, given)


def _authentication(draft: Draft) -> dict[str, Any]:
    chosen = draft.value("authentication")
    if chosen in _GENERIC:
        return {"authentication": "genericCredentialType", "genericAuthType": _GENERIC[chosen]}
    if chosen not in ("none", "genericCredentialType", "predefinedCredentialType"):
        raise Unknown("its authentication is no fixed choice.")
    keys = ("authentication", "genericAuthType", "nodeCredentialType")
    return {key: value for key in keys if (value := draft.given(key)) is not MISSING}


def _parts(draft: Draft, options: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    as_json = draft.value("jsonParameters")
    for part, switch, specify, json_key, ui in (
        ("queryParameters", "sendQuery", "specifyQuery", "jsonQuery", "queryParametersUi"),
        ("headerParameters", "sendHeaders", "specifyHeaders", "jsonHeaders", "headerParametersUi"),
    ):
        if as_json:
            text = draft.value(part + "Json")
            if text not in ("", MISSING):
                made |= {switch: True, specify: "json", json_key: text}
        else:
            entries = _pairs(draft, f"{ui}.parameter")
            if entries:
                made |= {switch: True, part: {"parameters": entries}}
    method = draft.value("requestMethod")
    if is_expression(method):
        raise Unknown("its method is an expression.")
    if method in _WITH_BODY:
        made |= _body(draft, options, typed=method in _WITH_BODY_TYPE)
    return made


def _body(draft: Draft, options: Mapping[str, Any], *, typed: bool) -> dict[str, Any]:
    kind = options.get("bodyContentType", "json") if typed else "json"
    if draft.value("jsonParameters"):
        if draft.value("sendBinaryData") is True:
            return _binary(draft, kind)
        text = draft.value("bodyParametersJson")
        if text in ("", MISSING):
            return {}
        if kind == "raw":
            mime = options.get("bodyContentCustomMimeType", "")
            return {"sendBody": True, "contentType": "raw", "rawContentType": mime, "body": text}
        if kind == "json":
            return {"sendBody": True, "specifyBody": "json", "jsonBody": text}
        raise Unknown("a form written as JSON has no counterpart.")
    entries = _pairs(draft, "bodyParametersUi.parameter")
    if not entries:
        return {}
    if kind == "multipart-form-data":
        entries = [{"parameterType": "formData", **entry} for entry in entries]
    elif kind not in ("json", "form-urlencoded"):
        raise Unknown(f"a body of the type `{kind}` out of single parameters has no counterpart.")
    content = {} if kind == "json" else {"contentType": kind}
    return {"sendBody": True, **content, "bodyParameters": {"parameters": entries}}


def _binary(draft: Draft, kind: str) -> dict[str, Any]:
    names = draft.value("binaryPropertyName")
    if not isinstance(names, str) or is_expression(names):
        raise Unknown("the file that it sends is no fixed choice.")
    if kind == "raw":
        return {"sendBody": True, "contentType": "binaryData", "inputDataFieldName": names}
    if kind != "multipart-form-data":
        raise Unknown("a file can be sent as a form or as it is.")
    entries = []
    for name in names.split(","):
        field, colon, source = name.strip().partition(":")
        entries.append(
            {
                "parameterType": "formBinaryData",
                "name": field if colon else "file",
                "inputDataFieldName": source if colon else field,
            }
        )
    return {"sendBody": True, "contentType": kind, "bodyParameters": {"parameters": entries}}


def _options(draft: Draft, given: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    batch = {key: given[key] for key in ("batchSize", "batchInterval") if key in given}
    if len(batch) == 2:
        made["batching"] = {"batch": batch}
    if draft.value("allowUnauthorizedCerts") is True:
        made["allowUnauthorizedCerts"] = True
    if given.get("useQueryString") is True:
        made["queryParameterArrays"] = "repeat"
    made["redirect"] = {"redirect": {"followRedirects": given.get("followRedirect", True)}}
    response = _response(draft, given)
    if response:
        made["response"] = {"response": response}
    made |= {key: given[key] for key in ("proxy", "timeout") if key in given}
    return made


def _response(draft: Draft, given: Mapping[str, Any]) -> dict[str, Any]:
    form = draft.value("responseFormat")
    if form not in ("file", "json", "string"):
        raise Unknown("the form of its answer is no fixed choice.")
    made: dict[str, Any] = {"responseFormat": {"string": "text"}.get(form, form)}
    if form != "json":
        made["outputPropertyName"] = draft.value("dataPropertyName")
    if given.get("fullResponse"):
        made["fullResponse"] = given["fullResponse"]
    if given.get("ignoreResponseCode"):
        made["neverError"] = given["ignoreResponseCode"]
    return made


def _pairs(draft: Draft, path: str) -> list[dict[str, Any]]:
    return [
        {"name": entry.get("name", ""), "value": entry.get("value", "")} for entry in entries_of(draft, path)
    ]


def _remark(draft: Draft, given: Mapping[str, Any]) -> None:
    if draft.value("responseFormat") == "json" and given.get("splitIntoItems") is not True:
        text = "An answer that is a list becomes one item for each entry; before it was one item."
        draft.remarks.append(Remark("look", text))
    if "timeout" not in given:
        draft.remarks.append(Remark("note", "A request is given up after five minutes instead of an hour."))
