"""Queries go to the database or the address that they are for, as they are given."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "node", "query"),
    [
        (
            "Every Monday run SELECT * FROM orders WHERE paid = false in Postgres and send the rows as an XLSX to boss@acme.example",
            "postgres",
            "SELECT * FROM orders WHERE paid = false",
        ),
        (
            "Ask MySQL SELECT city, COUNT(*) AS n FROM customers GROUP BY city and post the list to Discord",
            "mySql",
            "SELECT city, COUNT(*) AS n FROM customers GROUP BY city",
        ),
        (
            "Every night at 2 execute DELETE FROM sessions WHERE expires < now() in MySQL",
            "mySql",
            "DELETE FROM sessions WHERE expires < now()",
        ),
    ],
)
def test_the_database_runs_what_is_given(request_: str, node: str, query: str) -> None:
    made = parameters(request_, node)
    assert (made["operation"], made["query"]) == ("executeQuery", query)
    assert types(request_).count(node) == 1


@pytest.mark.parametrize(
    ("request_", "query", "entries"),
    [
        (
            "Get sku and price of all products from the GraphQL API https://gql.parts.example/graphql and store them in NocoDB",
            "{ products { sku price } }",
            "data.products",
        ),
        (
            "Fetch all customers with first name and email over GraphQL from https://crm.example.io/graphql and add them to Mailchimp",
            "{ customers { firstName email } }",
            "data.customers",
        ),
        (
            "Send the query { shop { products { edges { node { id title } } } } } to the GraphQL API https://shop.example/ and save the products in Airtable",
            "{ shop { products { edges { node { id title } } } } }",
            "data.shop",
        ),
        (
            "Send the query { products { edges { node { id title } } } } to the GraphQL API https://shop.example/ and save the products in Airtable",
            "{ products { edges { node { id title } } } }",
            "data.products.edges",
        ),
    ],
)
def test_graphql_is_asked_and_its_list_taken_out(request_: str, query: str, entries: str) -> None:
    assert types(request_)[1:3] == ["graphql", "splitOut"]
    assert parameters(request_, "graphql")["query"] == query
    assert parameters(request_, "splitOut")["fieldToSplitOut"] == entries
