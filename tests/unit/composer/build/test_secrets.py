"""Hashes, signatures, ids and tokens are made by the Crypto and the JWT node, of what the request names."""

from __future__ import annotations

from tests.unit.composer.building import parameters, types


def test_a_field_of_a_place_is_read_there_and_hashed() -> None:
    request = "Compute the MD5 hash of the email field of each HubSpot contact and write it to a Google Sheet"
    assert types(request) == ["manualTrigger", "hubspot", "crypto", "googleSheets"]
    step = parameters(request, "crypto")
    assert step["type"] == "MD5"
    assert step["value"].endswith("email?.value }}")
    assert step["dataPropertyName"] == "email_md5"


def test_an_answer_tells_the_hash() -> None:
    request = "Webhook gets a text, return its SHA512 hash"
    assert parameters(request, "crypto")["type"] == "SHA512"
    assert parameters(request, "respondToWebhook")["responseBody"] == "={{ $json.sha512 }}"


def test_a_signature_needs_a_secret() -> None:
    request = (
        "When a webhook is called, sign the body with HMAC SHA256 and send it to https://partner.example/hook"
    )
    assert parameters(request, "crypto")["action"] == "hmac"


def test_an_id_for_each_row() -> None:
    request = "Generate a unique id for every row in my Google Sheet and write it back to the column uid"
    assert types(request)[:3] == ["manualTrigger", "googleSheets", "crypto"]
    assert parameters(request, "crypto")["action"] == "generate"


def test_tokens_are_made_and_read() -> None:
    made = parameters("Create a JWT with the user id from the webhook and respond with the token", "jwt")
    assert made["claimsJson"] == "={{ JSON.stringify({ user_id: $json.user_id }) }}"
    request = "Decode the JWT in the authorization header of my webhook and save the claims to Postgres"
    assert parameters(request, "jwt")["operation"] == "decode"


def test_a_file_becomes_base64() -> None:
    request = (
        "Encode the uploaded picture from a form as base64 and send it to https://vision.example/v1/analyze"
    )
    assert types(request) == ["formTrigger", "extractFromFile", "httpRequest"]
    assert parameters(request, "extractFromFile")["operation"] == "binaryToPropery"
