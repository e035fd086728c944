"""Agents whose messenger is told last: “an agent that manages my base, in Slack”, “let an agent … over Telegram”.

What they are is said in one form: “AI agent in Slack that manages my base”.
"""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.verbs import is_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_AGENT = r"(?:an? )?(?P<agent>(?:(?:smart|own|little|helpful) )?(?:(?:AI )?(?:agent|assistant|chatbot|bot)|\ue000+))"
_MESSENGER = r"(?:(?:my|our|the|a) )?(?P<messenger>\ue000+)(?: (?:chat|server|workspace|channel|group|community|bot|business|messages?))*"
_PEOPLE = r"(?:(?:my|our|the) )?(?:[a-z]+ )?(?:customers?|clients?|guests?|people|users?|patients?|students?|members?|employees|colleagues|tenants?|visitors?|staff|team|parents|everyone|everybody|us|me)"

_TOLD_LAST = Pattern(
    rf"(?:(?:please )?(?:(?:i|we)(?:'d like| would like| need| want)|make|build|create|set up|give)(?: me| us)? )?{_AGENT} (?:that|which|who) (?P<does>[^.;]+?)"
    rf"(?:, (?:in|on|inside)|(?P<for> for {_PEOPLE}),? (?:in|on|inside)|,? (?:over|via|through)) {_MESSENGER}",
    re.IGNORECASE,
)
_EQUIPPED = Pattern(
    rf"{_AGENT} (?P<does>(?:with|using) [^.;]+?),? (?:(?:talking|chatting|available|reachable|running|working|speaking|answering) (?:to (?:me|us|people) )?(?:in|on|over|via|through)|over|via|through|that (?:i|we|people) (?:can )?(?:talk to|chat with|use) (?:in|on|over|via|through)) {_MESSENGER}",
    re.IGNORECASE,
)
_LET = Pattern(
    rf"(?:please )?(?:let|have|make|get|use|(?:(?:i|we) (?:want|need|would like)|(?:i|we)'d like)) {_AGENT} (?:to )?(?P<does>(?:manage|control|run|query|search|update|handle|operate|access|edit|maintain|administer|organi[sz]e|work with|look after|take care of)\b[^.;:]+?) (?:over|via|through|from) {_MESSENGER}(?P<rest>: .+)?",
    re.IGNORECASE | re.DOTALL,
)
_WITH_TOOLS = Pattern(
    rf"(?:an? )?{_MESSENGER}(?: (?:agent|assistant))? with (?:(?:the |these |\d+ |two |three |four |some )*)tools?(?: that can)?:? (?:to )?(?P<does>[a-z]+ .+)",
    re.IGNORECASE | re.DOTALL,
)
_TO_DO = Pattern(
    rf"(?:an? )?(?:AI )?{_MESSENGER} (?:agent|assistant|\ue000+) to (?P<does>[a-z]+,? .+)",
    re.IGNORECASE | re.DOTALL,
)
_ORDERED = Pattern(
    rf"(?:i (?:want|would like) to |i'd like to )?(?:tell|ask|command|instruct) {_AGENT} (?:in|on|over|via|through) {_MESSENGER} to (?P<does>[a-z]+ .+)",
    re.IGNORECASE | re.DOTALL,
)
_ASKED_THERE = Pattern(
    r"(?:(?:when(?:ever)?|if|every time|each time|once) )?(?P<who>(?:(?:a|our|the|my) )?[a-z]+) (?:asks?|has|have|sends?|posts?|writes?) (?:me |us )?(?:something|anything|an? (?:[a-z]+ )?question|(?:[a-z]+ )?questions)"
    rf"(?P<about> about [^,.;:]+?)? (?:in|on|via|over|through|to) {_MESSENGER},? (?:and )?(?:then )?(?:the |an? |our )?(?P<model>(?:AI|LLM|model|bot|assistant|agent|\ue000+)(?: (?:bot|agent|assistant|model))?) "
    r"(?:(?:should|must|shall|can|will|has to) )?(?:answers?|repl(?:y|ies)|responds?)(?: (?:it|them|to (?:it|them)))?(?P<rest> (?:from|with|using|based on|out of) .+)",
    re.IGNORECASE | re.DOTALL,
)
_ANSWERS_FROM = Pattern(
    rf"(?:an? )?{_MESSENGER} bot (?:that|which) (?:answers|replies|responds)(?P<rest> (?:from|using|based on|out of) .+)",
    re.IGNORECASE | re.DOTALL,
)
_LET_ASK = Pattern(
    rf"(?:let|allow) (?:people|customers|users|clients|guests|visitors|everyone|employees|colleagues|students|parents)(?: to)? ask (?:me |us )?questions(?P<about> about [^,.;:]+?)? (?:by sms |by text |by message )?(?:in|on|via|over|through|by) {_MESSENGER},? and (?:let )?(?:(?P<model>(?:AI|\ue000+)) )?answers? (?:them|these)?(?P<rest> (?:from|with|using|based on) .+)",
    re.IGNORECASE | re.DOTALL,
)
_OVER_STORE = Pattern(
    r"(?:(?:please )?(?:build|create|make|set up|(?:i|we) (?:want|need)) )?(?:an? )?(?:question[- ]answering|q&a|qa|rag)(?: (?:chatbot|chat|system|bot|agent|assistant|\ue000+))? (?:over|on|about|for|from|with) (?P<store>(?:(?:my|our|the|an?) )?(?P<named>\ue000+)(?: (?:collection|index|store|database|table)(?: (?:called |named )?[\w-]+)?)?)(?P<rest> (?:using|with) [^.;]+)?",
    re.IGNORECASE,
)
_GIVE_CHAT = Pattern(
    r"(?:please )?(?:give|get|make|build|set up|create)(?: me| us)? a (?:simple |private |local |AI )*chat (?=(?:with|using|that|where|for)\b)",
    re.IGNORECASE,
)
_LOCAL_RAG = Pattern(
    r"(?:(?:local|private|simple|basic|own|self-hosted) )*rag(?: (?:chatbot|chat|system|pipeline|workflow|\ue000+))? (?:with|using) (?P<with>[^:.;,]+)(?:[:.,] |,? where )(?:i |we |you )?(?:can )?upload (?P<what>[^,;:.]+?) (?:in|through|with|via|using|to) (?:an? |the )?form,? and (?:then )?(?:chat with|ask questions about|talk to) (?:them|it)",
    re.IGNORECASE,
)
_NOT_SPOKEN_TO = Pattern(r"\b(?:every|each|whenever|when|new|incoming|daily|weekly|hourly)\b", re.IGNORECASE)
_MESSENGERS = re.compile(
    r"(?:slack|telegram|(?:microsoft |ms )?teams|discord|whats ?app(?: business)?|line|mattermost|matrix|viber|twilio|(?:facebook )?messenger)(?: (?:server|chat|channel|group|workspace|bot))?",
    re.IGNORECASE,
)
_STORES = re.compile(r"vector|pinecone|qdrant|weaviate|milvus|chroma|zep|azure ai search", re.IGNORECASE)
_AGENTS = re.compile(r"(?:agent|assistant|bot)$", re.IGNORECASE)
_PLAIN_MODELS = frozenset("ai llm model bot assistant agent".split())


def spoken_bots(request: Words) -> Words | None:
    """The request with the messenger, or what it knows, right behind who is spoken to; None where nobody is."""
    bare = request.trimmed(" \n.!")
    for pattern in (_TOLD_LAST, _EQUIPPED, _LET, _ORDERED, _WITH_TOOLS, _TO_DO):
        found = pattern.fullmatch(bare.masked)
        if found is not None and _is_agent(bare, found) and _is_messenger(bare, found):
            return _able(bare, found)
    for pattern in (_ASKED_THERE, _ANSWERS_FROM, _LET_ASK):
        found = pattern.fullmatch(bare.masked)
        if found is not None and _is_messenger(bare, found):
            return _answering(bare, found)
    if (chat := _GIVE_CHAT.match(bare.masked)) is not None:
        return put_together("A chatbot", bare[chat.end() :])
    if (local := _LOCAL_RAG.fullmatch(bare.masked)) is not None:
        what, using = bare.group(local, "what"), bare.group(local, "with")
        return put_together("Chat with", what, "uploaded in a form using", using)
    found = _OVER_STORE.fullmatch(bare.masked)
    if found is None or _STORES.search(bare.group(found, "named").text) is None:
        return None
    # The documents are there already.
    store, rest = bare.group(found, "store"), bare.group(found, "rest")
    return put_together("A chatbot that answers questions from", store, rest)


def _is_agent(bare: Words, found: re.Match[str]) -> bool:
    """Whether somebody talks to it: what it does is no answer to what happens by itself."""
    named = found.groupdict().get("agent")
    if named and _AGENTS.search(bare.group(found, "agent").text) is None:
        return False
    verb = found["does"].split(" ")[0].strip(",")
    ordered = found.re.pattern not in {_WITH_TOOLS.pattern, _TO_DO.pattern} or is_order(verb)
    return ordered and _NOT_SPOKEN_TO.search(found["does"]) is None


def _is_messenger(bare: Words, found: re.Match[str]) -> bool:
    return _MESSENGERS.fullmatch(bare.group(found, "messenger").text) is not None


def _able(bare: Words, found: re.Match[str]) -> Words:
    """“AI agent in Slack that can …”."""
    groups = found.groupdict()
    behind = [bare.group(found, name) for name in ("for", "rest") if groups.get(name)]
    equipped = re.match("with |using ", found["does"], re.IGNORECASE)
    can = None if equipped else "that" if "for" in groups else "that can"
    return put_together(
        "AI agent in", bare.group(found, "messenger"), can, bare.group(found, "does"), *behind
    )


def _answering(bare: Words, found: re.Match[str]) -> Words:
    """“AI bot in Discord that answers questions from our docs”."""
    groups = {name: bare.group(found, name) for name, said in found.groupdict().items() if said}
    model = groups.get("model")
    using = None if model is None or model.text.lower() in _PLAIN_MODELS else put_together(" using", model)
    return put_together(
        "AI bot in",
        bare.group(found, "messenger"),
        "that answers questions",
        groups.get("about"),
        groups["rest"],
        using,
    )
