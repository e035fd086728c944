from __future__ import annotations

from pathlib import Path

import pytest

from nodepilot.ai.access import Access, models_for
from nodepilot.ai.model_facts import COMPLEX, InvalidModels, load_models
from nodepilot.ai.ports import Task


def test_generation_goes_to_anthropic_and_talk_to_openai() -> None:
    table = load_models()
    for complexity in (0, COMPLEX):
        assert table.route(Task.GENERATION, complexity)[0].provider == "anthropic"
    assert table.route(Task.CONVERSATION, 0)[0].provider == "openai"


def test_a_provider_may_be_preferred() -> None:
    table = load_models().preferring("openai")
    assert [facts.provider for facts in table.route(Task.GENERATION, 0)] == ["openai", "anthropic"]
    assert load_models().preferring("nobody").routes == load_models().routes


def test_every_task_has_its_time_and_none_more_than_the_answer() -> None:
    table = load_models()
    assert set(table.seconds) == set(Task)
    assert max(table.seconds.values()) <= table.limits.seconds
    assert table.preferring("openai").seconds == table.seconds


def test_only_models_with_a_key_are_there() -> None:
    table = load_models()
    assert models_for(table, {}) == {}
    found = models_for(table, {"openai": Access(("a key",))})
    assert {model.provider for model in found.values()} == {"openai"}


def test_servers_with_older_words(tmp_path: Path) -> None:
    from importlib.resources import files

    text = (files("nodepilot.ai") / "models.toml").read_text(encoding="utf-8")
    head = "[models.gpt-6-luna]\n"
    file = tmp_path / "models.toml"
    file.write_text(text.replace(head, f'{head}output_limit = "max_tokens"\n'), encoding="utf-8")
    assert load_models(file).models["gpt-6-luna"].output_limit == "max_tokens"
    assert load_models().models["gpt-6-luna"].output_limit == "max_completion_tokens"
    file.write_text(text.replace(head, f'{head}output_limit = "num_predict"\n'), encoding="utf-8")
    with pytest.raises(InvalidModels, match="num_predict"):
        load_models(file)


def test_keys_are_never_shown() -> None:
    assert "a key" not in repr(Access(("a key",), "http://127.0.0.1"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("gpt-6-luna", "gpt-99"), "gpt-99"),
        (("[budget]", "[money]"), "budget"),
        (("input = 2.0", 'input = "cheap"'), "cheap"),
        (("[routes]", "[routes"), "line"),
        (("repairs = 2", "repairs = 3"), "0 to 2"),
        (("[seconds]\nintent", "[seconds]\nthinking"), "thinking"),
    ],
)
def test_a_file_that_is_wrong_is_told(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    from importlib.resources import files

    text = (files("nodepilot.ai") / "models.toml").read_text(encoding="utf-8")
    # The last place, which in case of a model is a route.
    before, _, after = text.rpartition(change[0])
    file = tmp_path / "models.toml"
    file.write_text(before + change[1] + after if change[0] != "input = 2.0" else text.replace(*change, 1))
    with pytest.raises(InvalidModels, match=told):
        load_models(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidModels):
        load_models(tmp_path / "none.toml")
