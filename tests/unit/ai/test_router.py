from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from nodepilot.ai.breaker import FAILURES
from nodepilot.ai.budget import Budget
from nodepilot.ai.fair_queue import AT_ONCE
from nodepilot.ai.model_facts import Limits, ModelFacts, ModelTable
from nodepilot.ai.ports import Ask, Kind, ModelFailure, Picture, Reply, Task, Tell, Usage
from nodepilot.ai.router import NoModelAnswered, Providers, Router

TABLE = ModelTable(
    {name: ModelFacts(name, name, 1.0, 0.1, 2.0, 100_000) for name in ("first", "second")},
    dict.fromkeys((*Task, "complex"), ("first", "second")),
    Limits(calls=10, tokens=100_000, dollars=1.0, seconds=60.0),
)
ASK = Ask(Task.GENERATION, "system", "prompt")


class Scripted:
    """A model that fails as told, then answers."""

    account = "server"
    keys: int = 1

    def __init__(self, name: str, *failures: ModelFailure | Kind) -> None:
        self.name = self.provider = name
        self.left = [each if isinstance(each, ModelFailure) else ModelFailure(each) for each in failures]
        self.asked = 0

    async def ask(self, ask: Ask, seconds: float, tell: Tell | None = None) -> Reply:
        assert (ask.system, seconds > 0) == ("system", True)
        self.asked += 1
        if self.left:
            raise self.left.pop(0)
        if tell is not None:
            tell(self.name)
        return Reply(self.name, (), Usage(100, 0, 10))

    async def close(self) -> None:
        """Nothing is open."""


def router(models: Sequence[Scripted], providers: Providers | None = None) -> tuple[Router, list[float]]:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    by_name = {model.name: model for model in models}
    return Router(TABLE, by_name, providers or Providers(), "me", sleep=sleep), pauses


async def test_pictures_go_to_those_who_see() -> None:
    first, second = Scripted("first"), Scripted("second")
    sees = replace(TABLE.models["second"], sees=True)
    table = replace(TABLE, models={**TABLE.models, "second": sees})
    asked = Router(table, {"first": first, "second": second}, Providers(), "me")
    question = replace(ASK, pictures=(Picture("image/png", b"x"),))
    assert asked.first(question) == (await asked.ask(question, Budget(TABLE.limits))).model == "second"
    assert first.asked == 0
    with pytest.raises(NoModelAnswered):
        await Router(TABLE, {"first": first}, Providers(), "me").ask(question, Budget(TABLE.limits))


async def test_the_first_of_the_route_answers() -> None:
    first, second = Scripted("first"), Scripted("second")
    asked, pauses = router([first, second])
    budget = Budget(TABLE.limits)
    answered = await asked.ask(ASK, budget)
    assert (answered.model, second.asked, pauses, budget.spent.calls) == ("first", 0, [], 1)


@pytest.mark.parametrize("kind", [Kind.RATE_LIMIT, Kind.OVERLOADED, Kind.TIMEOUT, Kind.MALFORMED, Kind.EMPTY])
async def test_what_passes_is_tried_again(kind: Kind) -> None:
    first = Scripted("first", kind)
    asked, pauses = router([first])
    assert (await asked.ask(ASK, Budget(TABLE.limits))).model == "first"
    assert (first.asked, len(pauses)) == (2, 1)


async def test_the_pause_is_the_one_that_the_provider_wants() -> None:
    asked, pauses = router([Scripted("first", ModelFailure(Kind.RATE_LIMIT, retry_after=7.0))])
    await asked.ask(ASK, Budget(TABLE.limits))
    assert pauses == [7.0]


@pytest.mark.parametrize(
    "kind", [Kind.WRONG_KEY, Kind.NO_QUOTA, Kind.REFUSED, Kind.TRUNCATED, Kind.BAD_REQUEST]
)
async def test_what_stays_goes_to_the_next_at_once(kind: Kind) -> None:
    first = Scripted("first", kind)
    asked, pauses = router([first, Scripted("second")])
    assert (await asked.ask(ASK, Budget(TABLE.limits))).model == "second"
    assert (first.asked, pauses) == (1, [])


@pytest.mark.parametrize("kind", [Kind.RATE_LIMIT, Kind.WRONG_KEY, Kind.NO_QUOTA])
async def test_what_one_key_is_refused_the_next_one_is_asked_at_once(kind: Kind) -> None:
    first, second = Scripted("first", kind, kind), Scripted("second")
    first.keys = 3
    asked, pauses = router([first, second])
    assert (await asked.ask(ASK, Budget(TABLE.limits))).model == "first"
    assert (first.asked, second.asked, pauses) == (3, 0, [0.0, 0.0])


async def test_more_keys_are_no_more_tries_for_what_is_not_theirs() -> None:
    first, second = Scripted("first", *[Kind.OVERLOADED] * 5), Scripted("second")
    first.keys = 3
    asked, pauses = router([first, second])
    assert (await asked.ask(ASK, Budget(TABLE.limits))).model == "second"
    assert (first.asked, len(pauses)) == (2, 1)


async def test_a_pause_that_is_too_long_is_not_waited_for() -> None:
    asked, pauses = router(
        [Scripted("first", ModelFailure(Kind.RATE_LIMIT, retry_after=3600.0)), Scripted("second")]
    )
    assert (await asked.ask(ASK, Budget(TABLE.limits))).model == "second"
    assert pauses == []


async def test_when_nobody_answers_all_reasons_are_told() -> None:
    asked, _ = router([Scripted("first", Kind.WRONG_KEY), Scripted("second", Kind.REFUSED)])
    with pytest.raises(NoModelAnswered, match="first: wrong key, second: refused"):
        await asked.ask(ASK, Budget(TABLE.limits))


async def test_an_ill_provider_is_left_alone() -> None:
    providers = Providers()
    ill = Scripted("first", *[Kind.OVERLOADED] * FAILURES)
    asked, _ = router([ill, Scripted("second")], providers)
    for _ in range(FAILURES):
        assert (await asked.ask(ASK, Budget(TABLE.limits))).model == "second"
    assert ill.asked == FAILURES


async def test_a_model_that_never_answers() -> None:
    class Silent(Scripted):
        async def ask(self, ask: Ask, seconds: float, tell: Tell | None = None) -> Reply:
            await asyncio.sleep(3600)
            return await super().ask(ask, seconds, tell)

    asked, _ = router([Silent("first")])
    short = Budget(Limits(calls=5, tokens=100_000, dollars=1.0, seconds=0.05))
    with pytest.raises(NoModelAnswered, match="first: "):
        await asked.ask(ASK, short)


class Ear:
    """Notes what a listener hears."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def waiting(self, provider: str, place: int) -> None:
        self.heard.append(f"{provider} {place}")

    def told(self, piece: str) -> None:
        self.heard.append(piece)

    def withdrawn(self) -> None:
        self.heard.append("withdrawn")


async def test_what_broke_off_is_withdrawn_before_the_next_begins() -> None:
    class Breaking(Scripted):
        async def ask(self, ask: Ask, seconds: float, tell: Tell | None = None) -> Reply:
            if tell is not None and self.left:
                tell("half of")
            return await super().ask(ask, seconds, tell)

    ear = Ear()
    asked, _ = router([Breaking("first", Kind.REFUSED), Scripted("second")])
    await asked.ask(ASK, Budget(TABLE.limits), listener=ear)
    assert ear.heard == ["half of", "withdrawn", "second"]


async def test_an_answer_that_is_of_no_use_costs_what_it_cost() -> None:
    def refuse(reply: Reply) -> None:
        raise ModelFailure(Kind.MALFORMED)

    budget = Budget(TABLE.limits)
    asked, _ = router([Scripted("first")])
    with pytest.raises(NoModelAnswered, match="malformed"):
        await asked.ask(ASK, budget, check=refuse)
    assert (budget.spent.calls, budget.spent.input) == (2, 200)
    assert [call.failure for call in budget.made] == ["malformed answer"] * 2


async def test_a_queue_takes_no_more_time_than_the_answer_has() -> None:
    providers, first, gate = Providers(), Scripted("first"), asyncio.Event()

    async def hold() -> None:
        async with providers.queue("first").turn("somebody"):
            await gate.wait()

    holding = [asyncio.create_task(hold()) for _ in range(AT_ONCE)]
    await asyncio.sleep(0)
    asked, _ = router([first], providers)
    with pytest.raises(NoModelAnswered) as nobody:
        await asked.ask(ASK, Budget(replace(TABLE.limits, seconds=0.02)))
    assert nobody.value.failures == (("first", Kind.OVER_BUDGET),)
    assert first.asked == 0
    gate.set()
    await asyncio.gather(*holding)


class Hanging(Scripted):
    """`given` are the seconds that it was given, each time."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.given: list[float] = []

    async def ask(self, ask: Ask, seconds: float, tell: Tell | None = None) -> Reply:
        self.asked += 1
        self.given.append(seconds)
        await asyncio.sleep(60)
        return await super().ask(ask, seconds, tell)


async def test_one_that_hangs_leaves_time_for_the_other() -> None:
    first, second = Hanging("first"), Scripted("second")
    asked, _ = router([first, second])
    budget = Budget(replace(TABLE.limits, seconds=0.3))
    answered = await asked.ask(ASK, budget)
    assert (answered.model, first.asked, second.asked) == ("second", 1, 1)
    assert [call.failure for call in budget.made] == ["timeout", ""]
    assert budget.seconds_left > 0


async def test_a_short_question_is_not_given_the_time_of_the_whole_answer() -> None:
    first, second = Hanging("first"), Scripted("second")
    table = replace(TABLE, seconds={Task.INTENT: 0.2})
    asked = Router(table, {"first": first, "second": second}, Providers(), "me")
    budget = Budget(TABLE.limits)
    assert (await asked.ask(replace(ASK, task=Task.INTENT), budget)).model == "second"
    assert [0 < seconds <= 0.1 for seconds in first.given] == [True]
    assert [call.failure for call in budget.made] == ["timeout", ""]


async def test_a_provider_may_be_passed_over() -> None:
    first, second = Scripted("first"), Scripted("second")
    asked, _ = router([first, second])
    assert (await asked.ask(ASK, Budget(TABLE.limits), passed_over="first")).model == "second"
    assert (asked.first(ASK, passed_over="first"), first.asked) == ("second", 0)
    alone, _ = router([first])
    with pytest.raises(NoModelAnswered) as nobody:
        await alone.ask(ASK, Budget(TABLE.limits), passed_over="first")
    assert nobody.value.failures == ()
