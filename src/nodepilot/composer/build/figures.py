"""Figures made of a list by Summarize: several at once, in all or for each group."""

from __future__ import annotations

from nodepilot.composer.build.converting import rows_at_hand
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.figure_periods import PERIODS, period_in, tell_period
from nodepilot.composer.build.known_paths import path_called
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.ranking import limit_of
from nodepilot.composer.build.tallies import COSTS, NUMBER
from nodepilot.composer.build.totals import summarized
from nodepilot.composer.build.transforms import CENTS, field_path
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import fold
from nodepilot.composer.reading.statistics import Statistic, group_in, statistics_in
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Value

_BASE = "n8n-nodes-base."
_SUMMING = {"sum": "sum", "average": "average", "count": "count", "aggregate": "sum"}
_VERBS = frozenset({*_SUMMING, "calculate"})
_NAMES = {"sum": "Sum up", "average": "Average", "count": "Count", "max": "Highest", "min": "Lowest"}


_COSTS = frozenset(("nouns", thing) for thing in COSTS)


def make_figures(draft: Draft, flow: Flow, act: Act) -> bool:
    """“calculate the average salary per department”: does the act if it asks for figures of the list at hand."""
    if act.verb not in _VERBS or act.target is not None or flow.data is None or flow.data.empty:
        return False
    u = draft.utterance
    if limit_of(draft, act.first, act.last) is not None:
        # "the 5 customers with the highest revenue": which ones, no figure.
        return False
    wanted = statistics_in(u, act.verb_at + 1, act.last)
    if act.verb == "aggregate" and not wanted and (before := statistics_in(u, act.first, act.verb_at)):
        # "the average value of the orders grouped by month"
        objects = act.argument("object")
        draft.grouped = u.words(objects.first, objects.last) if objects is not None else ""
        wanted = before
    if wanted or (act.source is None and act.verb != "aggregate"):
        rows_at_hand(draft, flow, act)
    group = group_in(u, act.verb_at + 1, act.last) or draft.grouped
    if act.verb == "aggregate" and not wanted:
        return _grouped(draft, flow, act, group)
    if not wanted and draft.grouped and act.verb in _SUMMING:
        # "group them by country, count them": what is done to each group.
        column = _column_named(draft, act) if act.verb != "count" else ""
        wanted = [Statistic(_SUMMING[act.verb], column)]
    if len(wanted) == 1 and not wanted[0].measured and act.verb in _SUMMING and act.verb != "count":
        # "sum the total per region": of the column Total.
        wanted = [Statistic(_SUMMING[act.verb], _column_summed(draft, act))]
    if not wanted or (act.verb != "calculate" and not (group or len(wanted) > 1)):
        return False
    _summarize(draft, flow, wanted, group, u.span(act.first, act.last))
    return True


def _column_summed(draft: Draft, act: Act) -> str:
    """The word that both asks for a sum and names a column: "the total"; "" where it stands for all."""
    u = draft.utterance
    return next(
        (
            u.tokens[i].text
            for i in range(act.verb_at + 1, act.last)
            if u.has(i, "statistics") == 1
            and u.has(i, "fields")
            and u.tokens[i].norm not in {"sum", "number"}
        ),
        "",
    )


_GROUPING = ("group", "gruppier", "agrup", "regroup")


def _column_named(draft: Draft, act: Act) -> str:
    """“sum the amount”: the column that is added up."""
    said = act.argument("object")
    u = draft.utterance
    if said is None or said.pronoun:
        return ""
    first = next(
        (i for i in range(said.first, said.last) if not u.has(i, "words", "det", "every")), said.last
    )
    return u.words(first, min(said.last, first + 2))


def _grouped(draft: Draft, flow: Flow, act: Act, group: str) -> bool:
    """“group by owner” before figures are asked for; “aggregate the hours per employee” sums them up."""
    u = draft.utterance
    objects = act.argument("object")
    # "group by owner" leaves the group as what is grouped.
    by_verb = u.concept(act.verb_at, "verbs")
    said = u.words(act.verb_at, act.verb_at + (by_verb.length if by_verb is not None else 1)).lower()
    later_act = any(
        u.has(i, "verbs", "count", "sum", "average") or u.has(i, "statistics") or u.tokens[i].norm in NUMBER
        for i in range(act.last, len(u.tokens))
    )
    if group and objects is not None and said.startswith(_GROUPING):
        # "group the orders by country" tells nothing of a sum.
        draft.grouped = group
        if not later_act:
            _summarize(draft, flow, [Statistic("count", "")], group, u.span(act.first, act.last))
        return True
    if said.endswith((" by", " nach", " por", " par")) and objects is not None:
        draft.grouped = u.words(objects.first, objects.last)
        later = statistics_in(u, act.last, len(u.tokens))
        if not later:
            _summarize(draft, flow, [Statistic("count", "")], draft.grouped, u.span(act.first, act.last))
        return True
    if not group and statistics_in(u, act.last, len(u.tokens)) and act.argument("to", "in") is None:
        # "aggregate the charges and write the total": the figure is made where it is told.
        return True
    if not group or objects is None:
        return False
    measured = [
        u.words(i, i + 1)
        for i in range(objects.first, objects.last)
        if u.tokens[i].norm.endswith("s") and not u.has(i, "words") and u.tokens[i].text != group
    ]
    if not measured:
        return False
    _summarize(draft, flow, [Statistic("sum", measured[0])], group, u.span(act.first, act.last))
    return True


def figures_before_message(draft: Draft, flow: Flow, act: Act) -> None:
    """“…and send the total”, “…post the sum of the values per owner”: made of the list before it is told."""
    data = flow.data
    argument = act.argument("object")
    if data is None or not data.many or data.empty or argument is None:
        return
    if draft.steps[data.step].node_type.endswith("summarize"):
        return
    u = draft.utterance
    if limit_of(draft, argument.first, argument.last) is not None:
        # "send me the 5 lowest": which ones, no figure.
        return
    spans = [argument, *(a for a in act.arguments if a.role == "with" and not a.services)]
    wanted = [
        each
        for a in spans
        for each in statistics_in(u, a.first, a.last)
        # "how many there are per priority" names nothing that is measured: the things themselves are counted.
        if not each.measured.lower().startswith("there")
    ]
    if not wanted or any(_lists_fields(draft, a.first, a.last) for a in spans):
        return
    group = next((g for a in spans if (g := group_in(u, a.first, a.last))), "") or draft.grouped
    _summarize(draft, flow, wanted, group, u.span(act.first, act.last))


def _lists_fields(draft: Draft, first: int, last: int) -> bool:
    """“customer name, total and date”: fields of each entry, no figures of them all."""
    u = draft.utterance
    parts: list[bool] = [False]
    named = [False]
    for index in range(first, last):
        if u.tokens[index].norm == "," or u.has(index, "words", "and"):
            parts.append(False)
            named.append(False)
        elif u.has(index, "statistics"):
            parts[-1] = True
        elif u.has(index, "fields"):
            named[-1] = True
    return len(parts) > 1 and any(field and not figure for field, figure in zip(named, parts, strict=True))


def _summarize(draft: Draft, flow: Flow, wanted: list[Statistic], group: str, span: tuple[int, int]) -> None:
    values: list[Value] = []
    fields: dict[str, Known] = {}
    if (
        period := group
        if group in PERIODS
        else ""
        if group
        else period_in(draft.utterance, *_tokens(draft, span))
    ):
        tell_period(draft, flow, period, span)
        group = period
    by = _path(draft, flow, group) if group and not period else period
    if group:
        fields[singular(group.lower())] = Known(by)
    for each in wanted:
        path = _measured(draft, flow, each)
        values.append({"aggregation": each.how, "field": path})
        label = {"count": "number of {0}", "sum": "total {0}", "average": "average {0}"}.get(
            each.how, f"{each.how} {{0}}"
        )
        told = label.format(each.measured).strip() if each.measured else each.how
        fields[told] = _figure(flow, each, path)
    parameters: dict[str, Value] = {"fieldsToSummarize": {"values": values}, "options": {}}
    if by:
        parameters["fieldsToSplitBy"] = by
    name = _NAMES.get(wanted[0].how, "Summarize") if len(wanted) == 1 else "Figures"
    key = draft.add(
        _BASE + "summarize",
        parameters,
        name=f"{name} per {group}" if group else name,
        key="figures",
        span=span,
    )
    draft.hook(flow, key)
    amount = next(iter(fields.values())) if not group else list(fields.values())[-1]
    flow.give(Output(key, {"amount": amount}, fields, noun="result", many=bool(group)))
    draft.grouped = ""


def _figure(flow: Flow, each: Statistic, path: str) -> Known:
    """The figure, in the unit that its values are told in."""
    known = Known(summarized(each.how, path))
    amount = flow.data.roles.get("amount") if flow.data is not None else None
    cents = CENTS.fullmatch(amount.path) if amount is not None else None
    if each.how == "count" or cents is None or cents["field"] != path:
        return known
    return Known(f"$json.{known.path} / 100", is_code=True)


def _tokens(draft: Draft, span: tuple[int, int]) -> tuple[int, int]:
    """The tokens of a stretch of the request."""
    inside = [i for i, t in enumerate(draft.utterance.tokens) if span[0] <= t.start < span[1]]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _path(draft: Draft, flow: Flow, words: str) -> str:
    if flow.data is not None and not flow.data.open and (named := path_called(draft, flow.data, words)):
        return named
    return field_path(flow, words, role_of_words(words, draft.utterance.languages))


def _measured(draft: Draft, flow: Flow, each: Statistic) -> str:
    """The field that is counted or added up: the one that is named, else the amount (to count: the id)."""
    data = flow.data
    words = each.measured
    role = role_of_words(words, draft.utterance.languages) if words else None
    whole = data is not None and not data.open and bool(data.roles) and data.find(words) is None
    if each.how == "count" and (role is None or role == "name" or whole):
        known = data.roles.get("id") if data is not None else None
        if known is None and whole and data is not None:
            known = next((each for each in data.roles.values() if not each.is_code), None)
        if known is not None and not known.is_code:
            return known.path
        return _path(draft, flow, "id")
    if role is None and _is_thing(draft, words):
        # "the total of sales": of what they amount to.
        return field_path(flow, "total", "amount")
    if words and (role is not None or (data is not None and data.open)):
        return field_path(flow, words if role is not None else singular(words.lower()), role)
    return field_path(flow, words or "amount", "amount")


def _is_thing(draft: Draft, words: str) -> bool:
    """Whether something that costs is spoken of, no column: "sales", "invoices", but not "hours"."""
    return any(
        (category, concept) in _COSTS
        for language in draft.utterance.languages
        for category, concept in load_lexicon(language).senses(fold(words))
    )
