"""What patterns need, and that none is passed over that would match."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from pathlib import Path

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.language.utterance import read_utterance
from nodepilot.composer.reading import plain
from nodepilot.composer.reading.masks import masked_text
from nodepilot.composer.reading.rewording_rules import _pattern, _rules
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.patterns import Pattern
from nodepilot.kit.sieve import Sieve, folded_text, has_needed, needs_of
from nodepilot.knowledge.services import load_services

SUITES = Path(__file__).parents[3] / "evals"


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("send it", {("send it",)}),
        ("(?:send|post) it to (?P<who>[a-z]+)", {("send", "post"), (" it to ",)}),
        ("posts? it", {("post",), (" it",)}),
        (r"\bnew\b row", {("new row",)}),
        ("(?:a|b)?c+d", {("c",), ("d",)}),
        ("(?:mail|mails|e-mail) me", {("mail",), (" me",)}),
        ("(?!not)(?<=so )well", {("so ",), ("well",)}),
        (r"x{0,2}yz{2}\.", {("yz",), (".",)}),
        ("[abc]+|d", set()),
        ("(?:one|[12]) day", {(" day",)}),
        ("Ärger am Tag", {("rger am tag",)}),
        ("(?x) a b", set()),
        (r"on \ue000+ at\x20", {("on \ue000",), (" at ",)}),
    ],
)
def test_what_a_pattern_needs(pattern: str, needs: set[tuple[str, ...]]) -> None:
    assert {frozenset(words) for words in needs_of(pattern)} == set(map(frozenset, needs))


@pytest.mark.parametrize("text", ["SEND \u0130T", "\u017fend it", "Send \u212aim it", "send \u0131t"])
def test_letters_that_count_as_others(text: str) -> None:
    for pattern in ("send it", "send", "kim"):
        if re.search(pattern, text, re.IGNORECASE):
            assert has_needed(needs_of(pattern), folded_text(text)), pattern


def test_those_to_try_come_in_their_order() -> None:
    sieve = Sieve(map(needs_of, ["every (?:day|week)", "[0-9]", "at", "weekly|daily", "day at"]))
    assert sieve.passing("every day at 9") == [0, 1, 2, 4]
    assert sieve.passing("") == [1]


def test_none_is_passed_over_that_matches() -> None:
    """With all cues and all wordings, on requests of the suites."""
    lines = [line for suite in ("blind", "languages") for line in _lines(SUITES / suite)]
    cues = [
        re.compile(cue) for cues in packaged_json("composer", "data/intents.json").values() for cue, _ in cues
    ]
    wordings = [
        pattern for rule in _rules(True, False)[0] if (pattern := _pattern(rule.says_whole)) is not None
    ]
    patterns = [*cues, *wordings]
    sieve, hits = Sieve(needs_of(pattern.pattern) for pattern in patterns), 0
    for text in lines:
        matching = {number for number, pattern in enumerate(patterns) if pattern.search(text)}
        assert matching <= set(sieve.passing(folded_text(text))), text
        hits += len(matching)
    assert hits > len(lines)


def test_no_pattern_of_plain_readings_is_kept_from_a_text_that_it_matches() -> None:
    modules = [
        importlib.import_module(f"{plain.__name__}.{each.name}")
        for each in pkgutil.iter_modules(plain.__path__)
    ]
    patterns = {
        each.pattern: re.compile(each.pattern, re.IGNORECASE)
        for module in modules
        for each in vars(module).values()
        if isinstance(each, Pattern)
    }
    services, hits = load_services(load_catalog()), 0
    texts = [masked_text(read_utterance(line, services), kinds=False) for line in _lines(SUITES / "blind-13")]
    for source, pattern in patterns.items():
        needs = needs_of(source)
        for text in texts:
            if pattern.search(text):
                assert has_needed(needs, folded_text(text)), source
                hits += 1
    assert len(patterns) > 150
    assert hits > len(texts)


def _lines(suite: Path) -> list[str]:
    return [
        json.loads(line)["request"] for line in (suite / "requests.jsonl").read_text("utf-8").splitlines()
    ]
