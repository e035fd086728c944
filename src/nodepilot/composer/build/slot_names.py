"""Slots that name places: channels, folders, buckets, boards, repositories."""

from __future__ import annotations

import re

from nodepilot.composer.build.names import is_name, name_after, name_before
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.plan.model import Code, Locator, Text, Value
from nodepilot.sentences import say


def _named(slot: Slot, *nouns: str) -> str | None:
    found = name_after(slot.utterance, *slot.stretch, nouns)
    if found is None:
        return None
    slot.said(found[1])
    return found[0]


def _literal(slot: Slot, *kinds: Kind) -> Token | None:
    token = next((t for t in slot.act.literals if t.kind in kinds), None)
    if token is not None:
        slot.said((token.start, token.end))
    return token


def _anywhere(slot: Slot, *kinds: Kind) -> Token | None:
    return next((t for t in slot.utterance.tokens if t.kind in kinds), None)


def slack_channel(slot: Slot) -> Value | None:
    """A channel as `#name`; the channel that the message came from when it answers there."""
    token = _literal(slot, Kind.CHANNEL)
    if token is not None:
        return token.text
    named = _named(slot, "channel")
    if named is not None:
        return f"#{named.lstrip('#')}"
    here = slot.act.verb in {"reply", "chat"} or any(
        slot.utterance.tokens[i].norm in {"same", "there", "thread"}
        for i in range(slot.act.first, min(slot.act.last, len(slot.utterance.tokens)))
    )
    for output in slot.flow.history if here or not slot.act.arguments else []:
        if output.service == slot.service and (known := output.roles.get("channel_id")) is not None:
            return Locator("id", output.value(known))
    before = name_before(slot.utterance, slot.act.first, slot.act.last, ("channel",))
    if before and " " not in before:
        slot.assumed(say("the channel's name as the request describes it"))
        return f"#{before.lower()}"
    if (team := _of_team(slot)) is not None:
        slot.assumed(say("the channel's name as the request describes it"))
        return team
    slot.draft.assume(
        say("No channel was named: the message goes to #general until you choose another."),
        span=slot.utterance.span(slot.act.first, slot.act.last),
    )
    slot.assumed(say("no channel was named"))
    return "#general"


_TEAMS = frozenset(
    "hr sales support finance accounting ops devops marketing engineering legal design billing".split()
)
_TOLD_TO = frozenset({"notify", "message", "send", "post", "text"})


def _of_team(slot: Slot) -> str | None:
    """“tell hr in Slack”: the channel of those who are told."""
    u, act = slot.utterance, slot.act
    for argument in act.arguments:
        if argument.role not in {"object", "to"} or act.verb not in _TOLD_TO:
            continue
        words = [u.tokens[i] for i in range(argument.first, argument.last) if not u.has(i, "words", "det")]
        words = [word for word in words if word.norm not in {"team", "to", "people", "department"}]
        if len(words) == 1 and words[0].norm in _TEAMS:
            slot.said((words[0].start, words[0].end))
            return f"#{words[0].norm}"
    return None


def channel_name(slot: Slot) -> Value | None:
    """A channel's plain name."""
    token = _literal(slot, Kind.CHANNEL)
    if token is not None:
        return token.text.lstrip("#")
    return _named(slot, "channel")


def path(slot: Slot) -> Value | None:
    """A folder's path."""
    token = _literal(slot, Kind.PATH)
    if token is not None:
        return token.text
    named = _named(slot, "folder")
    return f"/{named.strip('/')}" if named else "/"


def _topic_path(slot: Slot) -> str | None:
    """“publishes on home/kitchen/temp”: MQTT's topics look like that."""
    if slot.service != "mqtt":
        return None
    found = re.search(r"(?<![\w:/.@-])/?[\w+-]+(?:/[\w+-]+)+(?:/#)?(?![\w/])", slot.utterance.text)
    if found is None:
        return None
    slot.said(found.span())
    return found.group()


_NO_QUEUES = frozenset(
    "message messages event events item items queue topic channel trigger record records data".split()
)


def _beside(slot: Slot) -> str | None:
    """“kafka user-signups -> …”: what stands between the service and the arrow is the queue's name."""
    u = slot.utterance
    for hit in u.services:
        behind = u.tokens[hit.last : hit.last + 2]
        if hit.key != slot.service or not behind or behind[0].kind not in {Kind.WORD, Kind.SLUG, Kind.DOTTED}:
            continue
        ends = len(behind) == 1 or behind[1].kind is Kind.ARROW or behind[1].norm == ">"
        if ends and behind[0].norm not in _NO_QUEUES and u.service_at(hit.last) is None:
            slot.said((behind[0].start, behind[0].end))
            return behind[0].text
    return None


def path_moved(slot: Slot) -> Value | None:
    """Where the file lies that is moved: as the list before told, else the path that is named first."""
    for output in reversed(slot.flow.history):
        if output.service == slot.service and (
            known := output.roles.get("path") or output.roles.get("file_id")
        ):
            return output.value(known)
    token = _literal(slot, Kind.PATH)
    return token.text if token is not None else None


def path_moved_to(slot: Slot) -> Value | None:
    """Where it goes: the folder that is named last, and the file's own name."""
    folders = [token for token in slot.act.literals if token.kind is Kind.PATH]
    name = slot.role("file_name") or slot.role("name")
    if not folders or name is None:
        return folders[-1].text if len(folders) > 1 else None
    slot.said((folders[-1].start, folders[-1].end))
    return Text((folders[-1].text.rstrip("/") + "/", name))


def path_file(slot: Slot) -> Value | None:
    """A path with the file's name."""
    file = next((t for t in slot.act.literals if t.kind is Kind.FILE), None)
    folder = path(slot)
    name: Value = file.text if file is not None else _file_name(slot)
    if (
        isinstance(folder, str)
        and folder.rpartition("/")[2].count(".") == 1
        and folder.rpartition("/")[2][-1:].isalnum()
        and not folder.endswith("/")
    ):
        return folder
    prefix = str(folder).rstrip("/") + "/"
    if isinstance(name, str):
        return prefix + name
    return Text((prefix, name))  # type: ignore[arg-type]


def _file_name(slot: Slot) -> Value:
    data = slot.flow.data
    binary = slot.flow.binary
    if data is not None and data.roles.get("made_file") is not None:
        return data.roles["made_file"].path
    if binary is not None:
        return (
            Code(f"$binary['{binary[1]}'].fileName ?? 'file-' + $now.toMillis()")
            if _binary_is_here(slot)
            else "file"
        )
    found = slot.role("file_name") if data is not None else None
    return found if found is not None else "file"


def _binary_is_here(slot: Slot) -> bool:
    return slot.flow.binary is not None


def file_name(slot: Slot) -> Value | None:
    """The name of a file to be written."""
    file = next((t for t in slot.act.literals if t.kind is Kind.FILE), None)
    if file is not None:
        slot.said((file.start, file.end))
        return file.text
    start, end = slot.utterance.span(*slot.stretch)
    paths = (t for t in slot.act.literals if t.kind is Kind.PATH and start <= t.start < end)
    folder = next(paths, None)
    name = _file_name(slot)
    if folder is not None and "." in folder.text.rpartition("/")[2]:
        slot.said((folder.start, folder.end))
        return folder.text.strip("/")
    if folder is not None:
        slot.said((folder.start, folder.end))
        prefix = folder.text.strip("/") + "/"
        return prefix + name if isinstance(name, str) else Text((prefix, name))  # type: ignore[arg-type]
    return name


def bucket(slot: Slot) -> Value | None:
    """A bucket's name; else that of the bucket that the thing at hand was read from."""
    return (
        _named(slot, "bucket")
        or _bucket_said(slot)
        or next(
            (
                name
                for output in reversed(slot.flow.history)
                if (step := slot.draft.steps.get(output.step)) is not None
                and step.node_type == slot.node_type
                and (name := step.parameters.get("bucketName"))
                and not str(name).startswith("YOUR_")
                and slot.act.argument("to", "in") is None
            ),
            None,
        )
    )


def _bucket_said(slot: Slot) -> str | None:
    """“the bucket incoming”: whatever stands right behind is its name, though it may mean something else."""
    u = slot.utterance
    first, last = slot.stretch
    for index in range(first, last - 1):
        token = u.tokens[index + 1]
        if (
            u.has(index, "nouns", "bucket")
            and token.kind is Kind.WORD
            and not (u.has(index + 1, "words") and not u.has(index + 1, "events"))
            and not u.has(index + 1, "verbs", "be", "go", "get")
            and u.service_at(index + 1) is None
        ):
            slot.said((token.start, token.end))
            return token.text
    return None


def drive_folder(slot: Slot) -> Value:
    """A folder in Google Drive; the root when none is named."""
    named = _named(slot, "folder")
    return named or "root"


def drive_filter(slot: Slot) -> Value | None:
    """“files in the Google Drive folder Invoices”: only those."""
    named = _named(slot, "folder")
    return {"folderId": Locator("list", named)} if named is not None else None


def drive_fields(slot: Slot) -> Value | None:
    """What is told of each file beside its name and id, where the request looks at how old it is."""
    u = slot.utterance
    dated = any(
        u.has(i, "time", "day", "week", "month", "hour", "year") and not u.is_scheduled(i)
        for i in range(len(u.tokens))
    )
    return {"fields": ["*"]} if dated else None


def file_query(slot: Slot) -> Value:
    """What to look for in a drive: the file's name."""
    token = next((t for t in slot.act.literals if t.kind in {Kind.FILE, Kind.QUOTED}), None)
    if token is not None:
        slot.said((token.start, token.end))
        return token.text.strip("\"'")
    return ""


def api_url(slot: Slot) -> Value | None:
    """The address of an API."""
    token = _literal(slot, Kind.URL)
    return token.text if token is not None else None


def feed_url(slot: Slot) -> Value | None:
    """The address of a feed."""
    token = _literal(slot, Kind.URL)
    if token is None and slot.act.first == slot.act.last == 0:
        token = _anywhere(slot, Kind.URL)
    return token.text if token is not None else None


def city(slot: Slot) -> Value | None:
    """A place: the words behind "for" or "in"."""
    u = slot.utterance
    for argument in slot.act.arguments:
        if argument.role in {"for", "in", "of"} and not argument.services:
            words = [
                u.tokens[i].text
                for i in range(argument.first, argument.last)
                if u.tokens[i].text[:1].isupper() or not u.has(i, "words")
            ]
            if (
                words
                and u.tokens[argument.first].kind is Kind.WORD
                and not u.has(argument.first, "words", "me", "pronoun")
                and not argument.nouns
                and not any(u.has(i, "time") for i in range(argument.first, argument.last))
            ):
                slot.said(u.span(argument.first, argument.last))
                return " ".join(words)
    for index in range(slot.act.first, slot.act.last - 1):
        if (
            u.tokens[index].norm in {"in", "for", "of", "fur", "para", "pour", "en", "em", "de", "a"}
            and u.tokens[index + 1].text[:1].isupper()
            and u.service_at(index + 1) is None
        ):
            end = index + 2
            while end < slot.act.last and u.tokens[end].text[:1].isupper() and u.service_at(end) is None:
                end += 1
            slot.said(u.span(index + 1, end))
            return u.words(index + 1, end)
    return slot.role("city") or _city_sent(slot)


_SENT_PLACES = frozenset("city cities place location town ciudad stadt ville cidade".split())


def _city_sent(slot: Slot) -> Value | None:
    """“when I send a city, reply with the weather there”: the message is the name of the place."""
    data = slot.flow.data
    sent = any(token.norm in _SENT_PLACES for token in slot.utterance.tokens)
    return data.find("text") if sent and data is not None and data.noun == "message" else None


def url(slot: Slot) -> Value | None:
    """An address that the request gives, else the one in the data."""
    token = _literal(slot, Kind.URL)
    if token is not None and _is_feed(slot, token):
        # "a short link for every article in https://…/rss": the article's own.
        token = None
    if token is None and slot.node_type.endswith(".httpRequest") and slot.service != "httpRequest":
        # A service without a node: its address is none of the addresses in the data.
        return None
    if token is not None:
        return token.text
    data = slot.flow.data
    sent = data.find("text") if data is not None and data.noun == "message" else None
    return slot.role("url", guess=sent is None) or sent


def _is_feed(slot: Slot, token: Token) -> bool:
    """Whether the address is that of a feed that was read before."""
    first = next(iter(slot.draft.steps.values()), None)
    return first is not None and first.parameters.get("feedUrl") == token.text


SLOTS: dict[str, SlotFunction] = {
    "slack_channel": slack_channel,
    "channel_name": channel_name,
    "channel_id": channel_name,
    "path": path,
    "path_file": path_file,
    "path_moved": path_moved,
    "path_moved_to": path_moved_to,
    "file_name": file_name,
    "bucket": bucket,
    "drive_folder": drive_folder,
    "file_query": file_query,
    "drive_filter": drive_filter,
    "drive_fields": drive_fields,
    "api_url": api_url,
    "feed_url": feed_url,
    "city": city,
    "url": url,
    **{open_id: lambda _s: None for open_id in ("list_id", "board_id", "project_id", "team_id")},
    "queue": lambda s: _named(s, "queue", "topic", "channel", "list") or _beside(s),
    "topic": lambda s: _named(s, "topic", "queue", "channel") or _topic_path(s) or _beside(s),
    "subreddit": lambda s: next(
        (t.text.split("/")[-1] for t in s.act.literals if t.text.lower().startswith(("r/", "/r/"))), None
    ),
    "reddit_location": lambda s: "subreddit" if SLOTS["subreddit"](s) is not None else "allReddit",
    "calendar": lambda _s: "primary",
    "index": lambda slot: _index(slot),  # noqa: PLW0108  (defined below)
}


def _index(slot: Slot) -> Value | None:
    """An index: named, else by what is put into it."""
    u = slot.utterance
    for index in range(slot.act.first, slot.act.last - 1):
        token = u.tokens[index + 1]
        named = token.kind in {Kind.QUOTED, Kind.SLUG} or is_name(u, index + 1, slot.act.last)
        if u.tokens[index].norm == "index" and named:
            slot.said((token.start, token.end))
            return token.text.strip("\"'“”")
    data = slot.flow.data
    slot.draft.assume(
        say("The index is called `events`."), span=slot.utterance.span(slot.act.first, slot.act.last)
    )
    return (data.noun + "s") if data is not None and data.noun not in {"", "item", "message"} else "events"
