"""Where queries without quotes around them begin and end in a sentence."""

from __future__ import annotations

import pytest

from nodepilot.composer.language.queries import find_queries
from nodepilot.composer.language.tokens import Kind, tokenise


@pytest.mark.parametrize(
    ("text", "query"),
    [
        (
            "run SELECT id FROM users WHERE age > 18 and mail me the rows",
            "SELECT id FROM users WHERE age > 18",
        ),
        (
            "Every Monday SELECT * FROM orders WHERE created_at > now() - interval '7 days' in Postgres, send it",
            "SELECT * FROM orders WHERE created_at > now() - interval '7 days'",
        ),
        (
            "run SELECT o.id, c.name FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE o.status IN ('a', 'b') AND o.total >= 100 LIMIT 10, and post it",
            "SELECT o.id, c.name FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE o.status IN ('a', 'b') AND o.total >= 100 LIMIT 10",
        ),
        (
            "run SELECT * FROM tasks WHERE due BETWEEN '2024-01-01' AND '2024-02-01' then mail it",
            "SELECT * FROM tasks WHERE due BETWEEN '2024-01-01' AND '2024-02-01'",
        ),
        (
            "execute UPDATE products SET stock = stock - 1, seen = true WHERE id = 5 every night",
            "UPDATE products SET stock = stock - 1, seen = true WHERE id = 5",
        ),
        (
            "run INSERT INTO log (day, n) VALUES (now(), 1) on MySQL",
            "INSERT INTO log (day, n) VALUES (now(), 1)",
        ),
        ("SELECT * FROM leads ORDER BY id, then add them", "SELECT * FROM leads ORDER BY id"),
        ("send the query { countries { code name } } there", "{ countries { code name } }"),
        ("ask query { users(first: 5) { id name } } of it", "query { users(first: 5) { id name } }"),
    ],
)
def test_a_query_ends_where_the_sentence_goes_on(text: str, query: str) -> None:
    assert [text[slice(*span)] for span in find_queries(text)] == [query]
    assert [token.text for token in tokenise(text) if token.kind is Kind.QUERY] == [query]


@pytest.mark.parametrize(
    "text",
    [
        "Delete from MongoDB collection sessions everything older than 30 days",
        "if it is paid insert into MySQL, else return 422",
        "Select the newest mails from Gmail and save them",
        "select a row from the sheet where status is open and mail it",
        'POST {"user": {"name": "Ann"}} to the API',
    ],
)
def test_a_sentence_is_no_query(text: str) -> None:
    assert find_queries(text) == []


def test_quotes_keep_what_stands_in_them() -> None:
    assert find_queries("run `SELECT * FROM users` daily") == []
