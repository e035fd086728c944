"""What kind of act it is: noise, work for a language model, a verdict that branches depend on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.models import is_vector_store
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.options import offered_options
from nodepilot.composer.reading.role_words import AI_ALWAYS
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act, Fork, Start

_FORMATS = frozenset({"xml", "json", "csv", "excel", "ics"})
_SHORT = 4
"""Tokens of a name such as "a Slack bot"."""


def is_noise(draft: Draft, act: Act) -> bool:
    """Words that order nothing: "you figure out the rest", "it gets mentioned"."""
    u = draft.utterance
    if _tells_who_writes(draft, act) or _tells_of_pages(draft, act):
        return True
    if act.verb == "" and act.nouns in (["bot"], ["chatbot"]) and act.last - act.first <= _SHORT:
        # "Slack bot: …" says what is built.
        return True
    if (
        act.target is None
        and act.source is None
        and not act.literals
        and not (act.ai and act.helper is not None)
    ):
        if act.verb in {"be", "mention", "want", "ask", "receive", "", "start", "route"}:
            return True
        if any(u.has(i, "words", "rest") for i in range(act.first, act.last)) and act.verb in {
            "decide",
            "get",
        }:
            return True
        if act.verb == "let" and not act.ai:
            return True
    if (
        act.verb == "enrich"
        and act.ai
        and act.target is None
        and act.last < len(u.tokens)
        and u.tokens[act.last].norm == ":"
    ):
        # "enrich new leads with AI: research …": how is said next.
        return True
    if act.verb == "approve" and any(u.has(i, "words", "unattended") for i in range(act.first, act.last)):
        # "are approved automatically": nobody is asked.
        return True
    return bool(act.verb == "let" and act.target is not None and act.target.key == "rssFeedRead")


_RANGE = re.compile(r"\d+\s*(?:to|and|-|–|bis|a|à|e|y|und|et)\s*\d+")
_GIVEN = frozenset({"calculate", "create", "add", "get", "compose", "analyze", "update", "estimate", "let"})
"""What is done with a score that is no score yet."""


_WRITERS = frozenset(
    {
        "i",
        "someone",
        "somebody",
        "people",
        "users",
        "customers",
        "you",
        "they",
        "we",
        "ich",
        "alguien",
        "quelqu'un",
    }
)


def _tells_who_writes(draft: Draft, act: Act) -> bool:
    """“Telegram bot: I send a voice message, …”: what comes in, no order."""
    u = draft.utterance
    subject = act.argument("subject")
    if act.verb not in _GIVING or subject is None or u.has(act.verb_at, "verbs", "get", "receive"):
        return False
    first = next(iter(draft.steps.values()), None)
    heard = sum(step.parameters.get("operation") == "transcribe" for step in draft.steps.values())
    begun = len(draft.steps) == 1 + heard and first is not None and first.node_type.endswith("Trigger")
    writes = any(u.tokens[i].norm in _WRITERS for i in (subject.first, subject.last - 1))
    return begun and act.target is None and act.source is None and writes


def _is_written_back(u: Utterance, act: Act) -> bool:
    """“(turn the names into uppercase and) write them back”: to the rows; nobody asked anything."""
    thing = act.argument("object")
    asked = any(u.has(i, "nouns", "webhook", "message", "chat") for i in range(act.first))
    called = any(hit.key in {"webhook", "chat"} for hit in u.services)
    written = u.tokens[act.verb_at].norm in {"write", "put"}
    return written and thing is not None and thing.pronoun and not (asked or called)


_PAGED = frozenset({"get", "download", "loop", "go", "follow", "read", "call", "", "load"})


def _tells_of_pages(draft: Draft, act: Act) -> bool:
    """“(the API gives 100 per page,) fetch all pages”: the call that was ordered before gets them already."""
    if act.verb not in _PAGED or act.source is not None or act.target is not None or act.literals:
        return False
    objects = [argument for argument in act.arguments if argument.role != "subject"]
    named = {noun for argument in objects for noun in argument.nouns}
    return named == {"page"} and any("pagination" in str(step.parameters) for step in draft.steps.values())


_GIVING = frozenset({"send", "forward", "upload", "post", "text", "message", "ask", "add", "describe"})
"""What people do who fill in a form or write to a bot."""


def by_its_words(draft: Draft, act: Act, starts: Sequence[Start]) -> Act:
    """What the act is about, where its verb says less: “calculate a lead score with AI”, “loop through all rows of …”."""
    u = draft.utterance
    if act.ai and any(act.target is start.service for start in starts):
        # "the photos that I send to my Telegram bot": where it comes from, and nowhere to go.
        act = replace(act, target=None)
    thing = act.argument("object")
    if act.verb == "reply" and _is_written_back(u, act):
        return act.doing("add")
    if act.ai and act.verb == "classify" and thing is not None and thing.pronoun and _is_sorted(draft):
        # "categorize the mails as A or B and tag them": with what was found.
        return replace(act.doing("label"), ai=False)
    if act.verb == "classify" and act.helper is None and (place := _tagged_in(draft, act)) is not None:
        # "tag them in ActiveCampaign": nobody has to think about it.
        return replace(act.doing("label"), ai=False, source=None, target=place)
    if act.ai and act.verb in _GIVEN and thing is not None and act.target is None:
        scored = any(u.has(i, "fields", "score") for i in range(thing.first, thing.last)) or (
            act.verb == "analyze" and _RANGE.search(u.words(act.first, act.last)) is not None
        )
        return act.doing("score") if scored else act
    if (
        act.ai
        and (
            act.verb in {"decide", "get", "filter", "limit"}
            or (act.verb == "extract" and act.helper is not None)
        )
        and (act.source is None or act.verb == "decide")
        and _picks_best(u, thing)
    ):
        # "pick the 5 most interesting": out of all of them, told as one text.
        return act.doing("summarize")
    into = act.argument("to", "as")
    if act.verb == "convert" and into is not None and "summary" in into.nouns:
        # "turn the interviews into a summary in Notion"
        return replace(act.doing("summarize"), ai=True)
    if act.ai and act.verb == "convert" and act.target is None and _into_values(act):
        return act.doing("extract")
    if act.ai and act.verb == "convert" and act.target is None and act.source is not None:
        # "turn the notes into tasks in ClickUp": where they go.
        own = act.source.key
        behind = (h for a in act.arguments if a.role == "in" for h in a.services if h.key != own)
        place = next((h for h in behind if draft.services.get(h.key).action_types), None)
        return replace(act, target=place) if place is not None else act
    if act.verb == "loop" and act.source is None and act.target is None:
        named = (hit for a in act.arguments for hit in a.services if hit.key in draft.services)
        place = next((hit for hit in named if draft.services.get(hit.key).action_types), None)
        return replace(act, verb="get", source=place) if place is not None else act
    return act


def _tagged_in(draft: Draft, act: Act) -> ServiceHit | None:
    """Where somebody, or something that was told of, gets a tag that no model has to find."""
    u = draft.utterance
    thing, place = act.argument("object"), act.argument("in")
    if act.verb_at < 0 or not u.tokens[act.verb_at].norm.startswith(("tag", "label")):
        return None
    if thing is None or not thing.pronoun or place is None or offered_options(u, act.first, act.last):
        return None
    return next((hit for hit in place.services if draft.services.get(hit.key).action_types), None)


def _is_sorted(draft: Draft) -> bool:
    """Whether a model took the category out already."""
    return any(step.node_type.endswith(".informationExtractor") for step in draft.steps.values())


_SUPERLATIVES = frozenset({"most", "best", "top", "worst", "least"})


def _picks_best(u: Utterance, thing: Argument | None) -> bool:
    return thing is not None and any(
        u.tokens[i].norm in _SUPERLATIVES for i in range(thing.first, thing.last)
    )


def _into_values(act: Act) -> bool:
    """“turn the text into JSON with sender and topic”: named values are what comes out."""
    into = act.argument("to", "as")
    return into is not None and bool({"json", "data"} & set(into.nouns)) and not into.services


def addressed_to(draft: Draft, act: Act) -> Act | None:
    """“summarize them into one message to #digest”: the channel that what was made goes to."""
    place = next(
        (
            a
            for a in act.arguments
            if (a.role == "to" or (a.role == "in" and not _reads_slack(act)))
            and not a.services
            and any(t.kind is Kind.CHANNEL for t in a.literals)
        ),
        None,
    )
    named = place is not None and any(hit.key == "slack" for hit in draft.utterance.services)
    return Act("send", place.first, place.last, [place]) if place is not None and named else None


def _reads_slack(act: Act) -> bool:
    """“summarize the Slack messages in #support”: where they are read."""
    return act.source is not None and act.source.key == "slack"


def is_ai(draft: Draft, roles: Roles, act: Act) -> bool:
    if act.verb in {"let", "go", "send", "add", "copy"} and not act.ai:
        return False
    if act.target is not None and act.verb not in AI_ALWAYS and is_vector_store(draft, act.target.key):
        return False
    if act.verb == "translate":
        return act.target is None and (
            act.source is None or act.source.key not in {"deepL", "googleTranslate"}
        )
    if act.verb == "extract" and not act.ai:
        return False
    if act.verb == "extract" and act.helper is None and not _named_ai(roles, act) and _is_format(draft, act):
        return False
    if (
        act.verb == "extract"
        and act.helper is None
        and not _named_ai(roles, act)
        and _plain_extract(draft, act)
    ):
        return False
    if act.verb == "analyze" and act.target is not None and not _named_ai(roles, act):
        return False
    if act.verb == "" and act.helper is not None and act.target is None:
        return act.lead == "arrow"
    if act.wrapped == "let" and _named_ai(roles, act) and act.verb != "chat":
        return True
    if act.verb in AI_ALWAYS - {"moderate"}:
        return True
    if act.verb == "compose":
        return True
    if act.verb in {"chat", "moderate"}:
        return False
    return (
        act.ai
        and act.verb
        in {
            "get",
            "check",
            "create",
            "add",
            "reply",
            "convert",
            "enrich",
            "filter",
            "label",
            "sort",
            "format",
            "update",
            "send",
            "call",
            "let",
            "search",
            "upload",
            "validate",
            "compare",
            "watch",
            "run",
            "ask",
            "email",
            "message",
            "text",
            "post",
        }
        and _named_ai(roles, act)
    )


def _is_format(draft: Draft, act: Act) -> bool:
    """“parse the XML file”: its form says how, nothing is looked for in it."""
    objects = act.argument("object")
    if objects is not None and objects.pronoun and not objects.nouns:
        return draft.utterance.tokens[act.verb_at].norm == "parse"
    return (
        objects is not None
        and bool(objects.nouns)
        and set(objects.nouns) <= _FORMATS | {"file", "feed", "data", "site"}
        and bool(_FORMATS & set(objects.nouns))
    )


def _named_ai(roles: Roles, act: Act) -> bool:
    return roles.ai_between(act.first, act.last)


def _plain_extract(draft: Draft, act: Act) -> bool:
    """“pull out the text”: the file is read, nothing is thought about."""
    u = draft.utterance
    words = {u.tokens[i].norm for i in range(act.first, act.last)}
    return bool(
        words & {"text", "texto", "texte", "content", "contents", "rows", "data", "inhalt"}
    ) and not words & {"name", "vendor", "total", "date"}


def decides(act: Act, fork: Fork) -> bool:
    """Whether a language model's verdict is what the branches depend on."""
    if not act.ai or act.verb not in {
        *({""} if "sentiment" in act.nouns else ()),
        "moderate",
        "classify",
        "decide",
        "analyze",
        "score",
        "check",
        "get",
        "label",
        "sort",
    }:
        return False
    tests = [t for c in fork.cases if c.guard.condition is not None for t in c.guard.condition.tests]
    if any(t.kind in {"number", "state", "date"} for t in tests):
        return False
    return bool(tests)


def by_ai(fork: Fork) -> bool:
    tests = [t for c in fork.cases if c.guard.condition is not None for t in c.guard.condition.tests]
    return any(
        str(t.right).lower() in {"negative", "positive"} or "sentiment" in t.left.lower() for t in tests
    )


def options_of(offered: Sequence[str], fork: Fork) -> list[str]:
    """The categories of a fork: all that were offered where its cases are among them, else those that the cases name."""
    named = [
        str(t.right)
        for c in fork.cases
        if c.guard.condition is not None
        for t in c.guard.condition.tests
        if isinstance(t.right, str) and t.right
    ]
    known = list(dict.fromkeys(offered))
    if known and any(n.lower() in {k.lower() for k in known} for n in named):
        return known
    return list(dict.fromkeys(named))


def implies_summary(written: Sequence[Act], flow: Flow, act: Act) -> bool:
    """“save a summary to Notion”, “answer me with a summary”: of a text that nobody has summarised yet."""
    said = [each for each in act.arguments if each.role in {"object", "with", "via"}]
    data = flow.data
    if all("summary" not in each.nouns for each in said) or act.ai or data is None or act.source is not None:
        return False
    if any(each.verb == "summarize" or "summary" in each.nouns for each in written):
        return False
    return bool({"file_text", "html"} & set(data.roles)) or data.noun == "transcript"
