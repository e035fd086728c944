"""Several feeds at once."""

from __future__ import annotations

from nodepilot.composer.build import http
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import output_of
from nodepilot.composer.language.tokens import Token
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Origin, OriginKind

_BASE = "n8n-nodes-base."

FEEDS = frozenset({"blog", "news"})
"""What people look for in a feed, whatever it runs on."""


def merged_feeds(draft: Draft, flow: Flow, act: Act, urls: list[Token]) -> None:
    """Every feed by its own step, all of them in one list."""
    tails = list(flow.tails)
    readers: list[str] = []
    for token in urls:
        key = draft.add(
            _BASE + "rssFeedRead",
            {"url": token.text, "options": {}},
            name="Read a feed",
            key="feed",
            span=(token.start, token.end),
            origins={"url": Origin(OriginKind.REQUEST, (token.start, token.end))},
        )
        for source, output in tails:
            draft.link(source, key, output=output)
        readers.append(key)
    merge = draft.add(
        _BASE + "merge",
        {"numberInputs": len(readers)},
        name="All feeds",
        key="merge",
        span=draft.utterance.span(act.first, act.last),
    )
    for number, reader in enumerate(readers):
        draft.link(reader, merge, index=number)
    flow.tails = [(merge, 0)]
    flow.give(output_of(draft.catalog, merge, _BASE + "rssFeedRead", service="rssFeedRead"))


def is_fed(draft: Draft, act: Act) -> bool:
    """Whether the address of the act is that of the feed that starts the workflow."""
    url = http.url_of(act)
    return url is not None and any(
        step.parameters.get("feedUrl") == url.text for step in draft.steps.values()
    )
