"""What happens to a list: sorted, limited, counted, without doubles."""

from __future__ import annotations

from nodepilot.composer.build import archives, files, ranking, transforms
from nodepilot.composer.build.converting import table_kind
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.listing import adds_new, tells_unseen
from nodepilot.composer.build.narrowing import narrow
from nodepilot.composer.build.tallies import NUMBER, tally
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.periods import find_period, is_tested
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.wholes import RANDOM, SORTED

_OF = frozenset({"of", "de", "d", "der", "von", "des", "neuer", "offener"})
_NEAR = 3
_LISTS = frozenset(
    {
        "dedupe",
        "sort",
        "limit",
        "aggregate",
        "merge",
        "split",
        "count",
        "sum",
        "average",
        "wait",
        "unzip",
        "zip",
        "filter",
    }
)


def list_verbs(draft: Draft, act: Act) -> list[str]:
    """What happens to the list: the act's own verb, and what stands in it besides ("newest first")."""
    u = draft.utterance
    found = [act.verb] if act.verb in _LISTS else []
    picks = act.verb in {"get", "filter"} and act.source is None and act.target is None and not act.ai
    if picks and ranking.limit_of(draft, act.first, act.last) is not None:
        # "pick only the last 3": of the list at hand.
        found.append("limit")
    if act.source is not None and act.target is not None and _tells_number(u, act):
        found.append("count")
    for index in range(act.first, act.last):
        if (
            u.tokens[index].norm in {"newest", "oldest"}
            and index + 1 < len(u.tokens)
            and u.has(index + 1, "words", "first")
            and "sort" not in found
        ):
            found.append("sort")
        is_told = u.tokens[index].norm in SORTED and not is_tested(u, act, index)
        if is_told and act.verb != "sort" and "sort" not in found:
            found.append("sort")
        if (
            u.tokens[index].norm in RANDOM
            and "random" not in found
            and act.verb
            in {"get", "send", "post", "email", "tweet", "text", "message", "notify", "publish", "copy"}
            and not any(token.kind is Kind.URL for token in act.literals)
        ):
            found.append("random")
        if u.has(index, "verbs", "dedupe") > 1 and "dedupe" not in found and act.verb != "dedupe":
            found.insert(0, "dedupe")
    return found


def _tells_number(u: Utterance, act: Act) -> bool:
    """“save the number of subscribers”, “enregistre le nombre d'abonnés”: it is counted first."""
    objects = act.argument("object")
    if objects is None:
        return False
    for i in range(objects.first, min(objects.first + _NEAR, objects.last + 1, len(u.tokens) - 1)):
        following = u.tokens[i + 1].norm
        if u.tokens[i].norm in NUMBER and following in _OF:
            return True
    return False


def rows_for_list(draft: Draft, flow: Flow, act: Act) -> None:
    """What is done to lists is done to the rows in the file at hand, not to the file."""
    if (
        flow.binary is not None
        and flow.data is not None
        and (
            ("row" in act.nouns and flow.data.service == "")
            # "An Excel file is uploaded in a form, remove duplicates by phone".
            or (flow.data.noun == "answer" and table_kind(draft, flow, act) in {"csv", "excel"})
            or flow.data.noun
            in {"file", ""}
            | {
                flow.data.noun
                if flow.data.service in {"dropbox", "googleDrive", "microsoftOneDrive", "ftp", "awsS3"}
                else ""
            }
        )
        and not tells_unseen(draft, act)
        and (
            act.condition is not None
            or (list_verbs(draft, act) and act.verb not in {"unzip", "zip", "wait"})
            or act.verb == "split"
        )
    ):
        files.extract_rows(
            draft,
            flow,
            "text"
            if act.verb == "split" and table_kind(draft, flow, act) is None
            else table_kind(draft, flow, act) or "csv",
            span=None,
        )


def transform(draft: Draft, flow: Flow, act: Act, verb: str) -> None:
    span = draft.utterance.span(act.first, act.last)
    if verb in {"sort", "limit"} and (flow.data is None or flow.data.empty):
        # What is put in order has still to be read.
        return
    match verb:
        case "dedupe":
            transforms.dedupe(draft, flow, act)
        case "sort":
            ranking.sort_items(draft, flow, act)
        case "limit":
            found = ranking.limit_of(draft, act.first, act.last) or ranking.limit_to(draft, act)
            if found is not None:
                ranking.limit(draft, flow, *found)
        case "random":
            ranking.pick_random(draft, flow, act)
        case "unzip":
            archives.unzip(draft, flow, span=span)
        case "zip":
            archives.zip_up(draft, flow, act)
        case "aggregate":
            transforms.digest(draft, flow, span)
        case "count" | "sum" | "average":
            if verb == "count" and adds_new(draft, flow, act, told=True):
                # "the number of new payments": those since the run before.
                transforms.drop_seen(draft, flow, span)
            if act.source is None and find_period(draft.utterance, act) is not None:
                # "sum up the hours of last week": of those alone.
                narrow(draft, flow, act)
            tally(draft, flow, act, verb)
        case _:
            pass
