"""Defects of credentials, and secrets where everyone can read them."""

from __future__ import annotations

import string

from tools.mutations.ground import Document, Ground, Operator

_HTTP = "n8n-nodes-base.httpRequest"


def credentials_in_parameters(ground: Ground) -> Document | None:
    node = ground.pick(
        node for node in ground.nodes if node.checker is not None and node.checker.version.credentials
    )
    if node is None or node.checker is None or "credentials" in node.checker.level.names:
        return None
    need = node.checker.version.credentials[0]
    given = {need.name: {"id": "1", "name": "My account"}}
    return ground.with_parameter(node, "credentials", given)


def credential_of_another_service(ground: Ground) -> Document | None:
    found = [
        node
        for node in ground.nodes
        if node.checker is not None
        and node.checker.version.credentials
        and not {"nodeCredentialType", "genericAuthType"} & node.checker.level.names
        and all(need.name != "twitterOAuth1Api" for need in node.checker.version.credentials)
    ]
    node = ground.pick(found)
    return (
        None
        if node is None
        else ground.with_node_key(node, "credentials", {"twitterOAuth1Api": {"id": "1", "name": "account"}})
    )


def secret_in_a_header(ground: Ground) -> Document | None:
    node = ground.pick(node for node in ground.nodes if node.type == _HTTP and (node.type_version or 0) >= 4)
    if node is None:
        return None
    token = "".join(ground.chance.choices(string.ascii_letters + string.digits, k=40))
    headers = {"parameters": [{"name": "Authorization", "value": f"Bearer {token}1"}]}
    given = {**node.given, "sendHeaders": True, "specifyHeaders": "keypair", "headerParameters": headers}
    return ground.with_node_key(node, "parameters", given)


def password_in_an_address(ground: Ground) -> Document | None:
    node = ground.pick(
        node
        for node in ground.nodes
        if node.type == _HTTP and str(node.given.get("url", "")).startswith("https://")
    )
    if node is None:
        return None
    rest = str(node.given["url"]).removeprefix("https://")
    password = "".join(ground.chance.choices(string.ascii_letters, k=16))
    return ground.with_parameter(node, "url", f"https://reporter:{password}@{rest}")


OPERATORS = (
    Operator("credentials inside parameters", ("UNKNOWN_PARAMETER",), credentials_in_parameters),
    Operator("credential of another service", ("CREDENTIAL_NOT_ACCEPTED",), credential_of_another_service),
    Operator("token in a header", ("HARDCODED_SECRET",), secret_in_a_header),
    Operator("password in an address", ("HARDCODED_SECRET",), password_in_an_address),
)
