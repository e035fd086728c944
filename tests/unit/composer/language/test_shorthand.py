"""Words typed in a hurry are read as what they stand for."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (
            "evry nite grab new rows frm mysql n post em 2 slack",
            ["scheduleTrigger", "mySql", "removeDuplicates", "slack"],
        ),
        ("wen sum1 fills da form put it in2 airtable", ["formTrigger", "airtable"]),
        (
            "q cada dia m mande un msj x telegram cn las ventas d shopify",
            ["scheduleTrigger", "shopify", "aggregate", "telegram"],
        ),
        ("qdo chegar email c/ anexo salva no drive", ["gmailTrigger", "googleDrive"]),
        ("wenn ne mail mit anhang kommt pack den anhang in die dropbox", ["gmailTrigger", "dropbox"]),
    ],
)
def test_shorthand_is_written_out(typed: str, meant: list[str]) -> None:
    assert types(typed) == meant


def test_a_number_stays_a_number() -> None:
    made = parameters(
        "every day get the top 2 posts from https://x.example/posts and send them 2 #news", "limit"
    )
    assert made["maxItems"] == 2
