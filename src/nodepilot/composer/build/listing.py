"""One message or many: lists in one message, one step for each entry of a list."""

from __future__ import annotations

from nodepilot.composer.build import transforms
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.periods import find_period
from nodepilot.composer.reading.role_words import MESSAGING, PEOPLE, TELLS
from nodepilot.composer.reading.story import Act
from nodepilot.kit.patterns import Pattern

_UNSEEN = Pattern(
    r"(?:not|n't|nt|never)(?: been| yet| already)* (?:seen|processed|sent|handled|posted|imported|synced|reported|notified|announced|done)"
    r"(?: \w+)? (?:before|yet|already|earlier|last time|in (?:an |the )?(?:earlier|previous|last) run)"
    r"|(?:since|after) the last (?:run|time|check)|(?:skip|ignore|drop)\w* (?:the ones |those |what |anything |items |entries |articles |posts |rows |all )*(?:that |which )?(?:i |we |it |i've |we've |have |has |had |were |was |been )*(?:already|previously|before)"
    r"|(?:i|we|it) already (?:saw|seen|have|had|got|sent|processed|know)|(?:don't|do not|dont|haven't|have not) (?:have|know|seen|got) (?:it |them )?(?:yet|already)",
)
"""“whose id was not processed before”, “skip the ones already sent”."""
_ONE = frozenset(
    {
        "one",
        "single",
        "list",
        "digest",
        "overview",
        "summary",
        "report",
        "recap",
        "together",
        "einer",
        "einem",
        "uno",
        "un",
        "une",
        "uma",
        "lista",
        "liste",
        "resumen",
        "ubersicht",
        "bericht",
        "relatorio",
        "resumo",
        "zusammenfassung",
    }
)
_EACH = frozenset(
    {"each", "every", "individually", "separately", "jede", "jeden", "cada", "chaque", "one by one"}
)
_THEM = frozenset(
    {"ihnen", "ihm", "ihr", "les", "leur", "lhes", "everyone", "everybody", "quem", "quien", "whoever"}
)
_MESSENGERS = frozenset(
    {
        "gmail",
        "emailSend",
        "microsoftOutlook",
        "sendGrid",
        "mailgun",
        "mailjet",
        "awsSes",
        "slack",
        "telegram",
        "discord",
        "microsoftTeams",
        "mattermost",
        "whatsApp",
        "twilio",
        "googleChat",
        "rocketchat",
        "matrix",
        "pushover",
        "line",
    }
)


def before_message(draft: Draft, flow: Flow, act: Act, key: str, *, is_message: bool) -> None:
    """Puts a list into one text before it is sent, where one message is what is meant."""
    data = flow.data
    if (
        data is None
        or not data.many
        or not (key in _MESSENGERS or (is_message and _takes_messages(draft, key)))
        or not (is_message or act.verb in {"create", "add", "copy", "", "get"})
    ):
        return
    if means_each(draft, flow, act):
        return
    u = draft.utterance
    words = _spoken(u, act)
    # New ones come one by one, but those of a period are told together.
    # "only in New": a tab's name, where two were compared.
    compared = any(draft.steps[step].node_type.endswith("compareDatasets") for step, _ in flow.tails)
    told_new = any("new" in a.quantifiers for a in act.arguments)
    new = told_new and not compared and find_period(u, act) is None
    scheduled = u.schedule is not None or any(
        step.node_type.endswith(("scheduleTrigger", "manualTrigger")) for step in draft.steps.values()
    )
    if words & _ONE or (scheduled and not new and not _checks(flow)):
        transforms.digest(draft, flow)


def _takes_messages(draft: Draft, key: str) -> bool:
    service = draft.services.get(key)
    return bool(service.needs & MESSAGING) or service.category == "Communication"


def means_each(draft: Draft, flow: Flow, act: Act) -> bool:
    """Whether the entries of the list are dealt with one by one: "each", or only what is new since the last run."""
    if any(
        draft.steps[o.step].node_type.endswith("removeDuplicates")
        and draft.steps[o.step].parameters.get("operation")
        for o in flow.history
        if o.step in draft.steps
    ):
        return True
    words = _spoken(draft.utterance, act)
    if "one" in words:
        return False
    return bool(words & _EACH) or _is_a_part(draft.utterance, act) or _goes_to_them(draft, flow, act)


_PARTS = frozenset("text title description body content caption comment headline bio".split())


def _is_a_part(u: Utterance, act: Act) -> bool:
    """“shorten the text with AI”: what each entry has one of."""
    said = act.argument("object")
    if act.verb not in {"summarize", "translate", "write"} or said is None:
        return False
    spoken = [u.tokens[i].norm for i in range(said.first, said.last)]
    return (
        bool(_PARTS & set(spoken))
        and "of" not in spoken
        and u.tokens[said.first].norm in {"the", "its", "their"}
    )


def _goes_to_them(draft: Draft, flow: Flow, act: Act) -> bool:
    """“… and congratulate them by mail”, “… and email the owner”: each entry tells who gets its own message."""
    u = draft.utterance
    data = flow.data
    if data is None or not (data.open or {"email", "phone"} & set(data.roles)):
        return False
    if any(token.kind in {Kind.EMAIL, Kind.CHANNEL, Kind.HANDLE} for token in act.literals):
        return False
    receiver = act.argument("to") if act.verb == "send" else act.argument("to", "object")
    if act.verb == "send" and receiver is None and not act.argument("via"):
        receiver = act.argument("object")
    words = {u.tokens[i].norm for i in range(act.first, act.last)}
    if act.verb in {"greet", "email", "text", "notify", "send"} and receiver is not None and not receiver.me:
        people = set(receiver.nouns) & PEOPLE or any(
            u.has(i, "fields", "author", "customer") for i in range(receiver.first, receiver.last)
        )
        opened = u.tokens[receiver.first].norm in {"them", "him", "her"} and receiver.role == "object"
        them = opened and (act.verb != "email" or receiver.last > receiver.first + 1)
        return bool(people or them or words & _THEM)
    return bool(words & _THEM and act.argument("via") is not None and act.verb in {"send", "greet"})


def _spoken(u: Utterance, act: Act) -> set[str]:
    """The act's words, without those that say when; of "each one" the first."""
    return {
        u.tokens[i].norm
        for i in range(act.first, min(act.last, len(u.tokens)))
        if not u.is_scheduled(i)
        and not (u.tokens[i].norm == "one" and u.tokens[i - 1].norm in {"each", "every"})
    }


def _checks(flow: Flow) -> bool:
    """Behind a check each failing item is reported by itself."""
    return any("http_status" in o.roles for o in flow.history)


def list_meant(draft: Draft, flow: Flow, act: Act) -> tuple[Output, str, str] | None:
    """A list inside an earlier answer that the act speaks of ("make tasks for the action items")."""
    u = draft.utterance
    said = u.words(act.first, act.last).lower()
    for output in reversed(flow.history):
        for role, known in output.roles.items():
            if role.startswith("list:"):
                label = role.removeprefix("list:")
                split = any(
                    step.parameters.get("fieldToSplitOut") == known.path for step in draft.steps.values()
                )
                if not split and (label in said or label.rstrip("s") in said):
                    return output, label, known.path
    return None


def tells_unseen(draft: Draft, act: Act) -> bool:
    """Whether the act's own words ask for what no run has seen: “those whose id was not processed before”."""
    return _UNSEEN.search(draft.utterance.words(act.first, act.last).lower()) is not None


_ADDING = TELLS | {"add", "create", "copy", "upload", "upsert", "forward", "tweet", "publish"}


def adds_new(draft: Draft, flow: Flow, act: Act, *, told: bool = False) -> bool:
    """“every hour read the calendar and add new events to …”: only those that no run before has seen.

    `told`: also where their number is only told.
    """
    u, data, said = draft.utterance, flow.data, act.argument("object")
    if u.schedule is None or data is None or said is None or not (told or act.verb in _ADDING):
        return False
    # What an address answers with may be a list, whose entries are items then.
    answered = data.step in draft.steps and draft.steps[data.step].node_type.endswith(".httpRequest")
    if not data.many and not answered:
        return False
    plural = any(
        u.tokens[i].norm == "ones" or (u.tokens[i].norm.endswith("s") and u.has(i, "nouns"))
        for i in range(said.first, said.last)
    )
    if "new" not in said.quantifiers or not plural or find_period(u, act) is not None:
        return False
    return not any(step.node_type.endswith("removeDuplicates") for step in draft.steps.values())


def seen_meant(draft: Draft, act: Act) -> bool:
    """Whether only what is new since the last run is asked for, here or later on."""
    u = draft.utterance
    text = u.text.lower()
    if any(
        phrase in text
        for phrase in (
            "not seen",
            "haven't seen",
            "have not seen",
            "not yet seen",
            "only new",
            "new ones",
            "not posted before",
            "unseen",
            "noch nicht",
            "nur neue",
            "que no haya visto",
            "solo nuevos",
            "nouveaux seulement",
            "so novos",
            "not been sent",
            "not already",
        )
    ) or _UNSEEN.search(text):
        return True
    # "Every hour check the feed for new articles": new since the hour before.
    return (
        u.schedule is not None
        and act.verb in {"get", "check", "search", "watch"}
        and any("new" in argument.quantifiers for argument in act.arguments)
        and find_period(u, act) is None
    )
