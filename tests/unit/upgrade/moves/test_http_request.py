from __future__ import annotations

from typing import Any

import pytest

from tests.unit.upgrade.raising import looks, parameters, raised


def test_a_call_with_everything() -> None:
    found = raised(
        "httpRequest",
        1,
        requestMethod="POST",
        url="https://example.com",
        authentication="headerAuth",
        queryParametersUi={"parameter": [{"name": "q", "value": "1"}]},
        headerParametersUi={"parameter": [{"name": "h", "value": "2"}]},
        bodyParametersUi={"parameter": [{"name": "b", "value": "3"}]},
        allowUnauthorizedCerts=True,
        responseFormat="string",
        dataPropertyName="text",
        options={
            "batchSize": 2,
            "batchInterval": 100,
            "bodyContentType": "form-urlencoded",
            "fullResponse": True,
            "ignoreResponseCode": True,
            "timeout": 5,
            "followRedirect": False,
        },
    )
    assert (found.version, found.stays) == (4.5, None)
    assert parameters(found) == {
        "method": "POST",
        "url": "https://example.com",
        "authentication": "genericCredentialType",
        "genericAuthType": "httpHeaderAuth",
        "sendQuery": True,
        "queryParameters": {"parameters": [{"name": "q", "value": "1"}]},
        "sendHeaders": True,
        "headerParameters": {"parameters": [{"name": "h", "value": "2"}]},
        "sendBody": True,
        "contentType": "form-urlencoded",
        "bodyParameters": {"parameters": [{"name": "b", "value": "3"}]},
        "options": {
            "batching": {"batch": {"batchSize": 2, "batchInterval": 100}},
            "allowUnauthorizedCerts": True,
            "redirect": {"redirect": {"followRedirects": False}},
            "response": {
                "response": {
                    "responseFormat": "text",
                    "outputPropertyName": "text",
                    "fullResponse": True,
                    "neverError": True,
                }
            },
            "timeout": 5,
        },
    }


def test_parameters_as_json() -> None:
    made = parameters(
        raised(
            "httpRequest",
            2,
            requestMethod="PUT",
            url="https://example.com",
            jsonParameters=True,
            bodyParametersJson="={{ $json }}",
            headerParametersJson='{"a": "b"}',
        )
    )
    assert (made["specifyBody"], made["jsonBody"]) == ("json", "={{ $json }}")
    assert (made["specifyHeaders"], made["jsonHeaders"]) == ("json", '{"a": "b"}')
    assert "sendQuery" not in made


def test_files() -> None:
    given: dict[str, Any] = {
        "requestMethod": "POST",
        "url": "https://example.com",
        "jsonParameters": True,
        "sendBinaryData": True,
        "binaryPropertyName": "doc:data, more",
        "options": {"bodyContentType": "multipart-form-data"},
    }
    made = parameters(raised("httpRequest", 2, **given))
    assert made["bodyParameters"]["parameters"] == [
        {"parameterType": "formBinaryData", "name": "doc", "inputDataFieldName": "data"},
        {"parameterType": "formBinaryData", "name": "file", "inputDataFieldName": "more"},
    ]
    raw = {**given, "binaryPropertyName": "data", "options": {"bodyContentType": "raw"}}
    made = parameters(raised("httpRequest", 2, **raw))
    assert (made["contentType"], made["inputDataFieldName"]) == ("binaryData", "data")


def test_a_list_that_was_one_item() -> None:
    found = raised("httpRequest", 1, url="https://example.com")
    assert "list" in looks(found)[0]
    assert not looks(raised("httpRequest", 1, url="https://example.com", options={"splitIntoItems": True}))


@pytest.mark.parametrize(
    "given",
    [
        {"requestMethod": "={{ $json.method }}"},
        {"authentication": "={{ $json.how }}"},
        {"responseFormat": "={{ $json.format }}"},
        {
            "requestMethod": "POST",
            "jsonParameters": True,
            "bodyParametersJson": "{}",
            "options": {"bodyContentType": "form-urlencoded"},
        },
    ],
)
def test_what_cannot_be_carried_over_stays(given: dict[str, Any]) -> None:
    assert raised("httpRequest", 2, url="https://example.com", **given).raw is None


def test_redirects_are_followed_as_before() -> None:
    made = parameters(raised("httpRequest", 3, url="https://example.com"))
    assert made["options"] == {"redirect": {"redirect": {"followRedirects": False}}}
    assert parameters(raised("httpRequest", 4, url="https://example.com")) == {"url": "https://example.com"}


@pytest.mark.parametrize(("names", "expected"), [(("a", "a"), 1), (("a", "b"), 0)])
def test_names_that_occur_twice(names: tuple[str, ...], expected: int) -> None:
    query = {"parameters": [{"name": name, "value": "1"} for name in names]}
    found = raised("httpRequest", 4.2, url="https://example.com", sendQuery=True, queryParameters=query)
    assert len(looks(found)) == expected
