"""What is read of a text is kept; capitals alone say nothing."""

from __future__ import annotations

from nodepilot.catalog import load_catalog
from nodepilot.composer.language.utterance import read_utterance
from nodepilot.knowledge.services import load_services


def test_a_text_is_read_once() -> None:
    services = load_services(load_catalog())
    assert read_utterance("post it to Slack", services) is read_utterance("post it to Slack", services)


def test_what_is_shouted_is_read_like_what_is_said() -> None:
    services = load_services(load_catalog())
    said, shouted = (
        read_utterance(text, services)
        for text in ("webhook -> if amount > 99 -> discord", "WEBHOOK -> IF AMOUNT > 99 -> DISCORD")
    )
    assert [token.norm for token in shouted.tokens] == [token.norm for token in said.tokens]
    assert [hit.key for hit in shouted.services] == [hit.key for hit in said.services]
