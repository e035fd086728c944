from __future__ import annotations

import asyncio

import pytest

from nodepilot.sentences import Language, counted, language_now, later_counted, say, speak, speaking


def test_it_is_english_unless_somebody_speaks_another_language() -> None:
    assert say("What I assumed") == "What I assumed"
    with speaking("de"):
        assert say("What I assumed") == "Was ich angenommen habe"
        with speaking("fr"):
            assert say("What I assumed") == "Ce que j’ai supposé"
        assert language_now() == "de"
    assert language_now() == "en"


def test_values_are_put_in_and_not_read() -> None:
    with speaking("es"):
        assert say("Allow: {scopes}.", scopes="{x} {") == "Permite: {x} {."


def test_without_values_braces_are_braces() -> None:
    assert say("`={{ $json.a }}`") == "`={{ $json.a }}`"


def test_what_is_not_translated_stays_english() -> None:
    with speaking("de"):
        assert say("Nobody has said this yet: {what}.", what=1) == "Nobody has said this yet: 1."
        assert counted(2, "{count} riddle", "{count} riddles") == "2 riddles"


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 0, "0 steps"),
        ("en", 1, "1 step"),
        ("de", 0, "0 Schritte"),
        ("de", 1, "1 Schritt"),
        ("de", 2, "2 Schritte"),
        ("fr", 0, "0 étape"),
        ("fr", 2, "2 étapes"),
        ("es", 0, "0 pasos"),
    ],
)
def test_a_number_decides_about_the_form(language: Language, count: int, said: str) -> None:
    with speaking(language):
        assert counted(count, *later_counted("{count} step", "{count} steps")) == said


async def test_each_task_speaks_its_own_language() -> None:
    async def spoken(language: Language) -> str:
        speak(language)
        await asyncio.sleep(0)
        return await asyncio.to_thread(say, "Done.")

    said = await asyncio.gather(spoken("de"), spoken("fr"), spoken("en"))
    assert list(said) == ["Erledigt.", "C’est fait.", "Done."]
    assert language_now() == "en"
