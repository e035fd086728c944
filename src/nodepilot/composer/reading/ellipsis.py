"""Branches that leave the verb out: “…, otherwise to Zendesk”, “…, else the dev channel”, “else into table Helpers”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument, parse_arguments
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.handed_over import MADE
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act, Fork, Item
from nodepilot.composer.reading.verbs import Verbs


def model_of(fork: Fork | None) -> Act | None:
    """The act of the branch before, which a branch without a verb repeats."""
    if fork is None:
        return None
    for case in reversed(fork.cases):
        for item in case.items:
            if isinstance(item, Act) and item.verb == "delete" and item.target is None and item.source:
                return replace(item, target=item.source, source=None)
            if isinstance(item, Act) and (
                item.target is not None or _is_addressed(item) or _says(item) or _tells_how(item)
            ):
                return item
    return None


_STATED = frozenset({"create", "publish", "upload", "forward", "subscribe", "book", "refund", "ship"})


def same_order(fork: Fork | None, act: Act) -> Act | None:
    """What a case before does, where “it”, or such a thing, is ordered again with the same verb and no place."""
    meant = act.argument("object")
    if fork is None or act.target is not None or act.source is not None or act.literals or meant is None:
        return None
    done = [item for case in reversed(fork.cases) for item in reversed(case.items) if isinstance(item, Act)]
    alike = (item for item in done if item.verb == act.verb and item.target is not None)
    if meant.pronoun:
        return next(alike, None) if act.verb in _STATED else None
    # "email me and open a Zendesk ticket, otherwise just open a ticket": another one, at the same place.
    kind = meant.nouns[-1:]
    return next((item for item in alike if kind and item.nouns[-1:] == kind and act.verb == "create"), None)


def called_too(fork: Fork | None, acts: list[Act]) -> list[Act]:
    """“(ship it via https://…), if it is CA via https://…”: another address is called in the same way."""
    if fork is None or len(acts) != 1 or acts[0].verb or acts[0].target or acts[0].source:
        return acts
    if not any(token.kind is Kind.URL for token in acts[0].literals):
        return acts
    called = [item for case in reversed(fork.cases) for item in case.items if isinstance(item, Act)]
    verbs = (i.verb for i in called if i.verb and any(token.kind is Kind.URL for token in i.literals))
    verb = next(verbs, None)
    return [replace(acts[0], verb=verb)] if verb is not None else acts


def _tells_how(act: Act) -> bool:
    """“email the invitee the link”: the verb says which way it goes."""
    return act.verb in {"email", "text"} and act.source is None and bool(act.arguments)


def _is_addressed(act: Act) -> bool:
    """“forward it to hr@acme.com”: the address says how."""
    return act.source is None and any(token.kind in {Kind.EMAIL, Kind.CHANNEL} for token in act.literals)


def _says(act: Act) -> bool:
    """“answer 'Hello'”: what is said is told, whom it is said to goes without saying."""
    return act.verb == "reply" and any(token.kind is Kind.QUOTED for token in act.literals)


def places_something(act: Act) -> bool:
    """“just add them to the list”: what is done is told, where is not."""
    objects = act.argument("object")
    return (
        act.verb in {"add", "create", "update", "subscribe", "upsert"}
        and act.target is None
        and act.source is None
        and act.argument("as") is None
        and (objects.pronoun if objects is not None else not act.arguments)
        and not act.literals
    )


_REMARKS = frozenset({"comment", "note", "reply"})
"""What is added to the thing at hand, wherever the branch before put something."""
_HANDLING = frozenset(
    {"update", "delete", "close", "archive", "move", "label", "complete", "assign", "upsert"}
)


_KEEPING = frozenset({"add", "create", "subscribe"})
"""What is undone where it was done: “user.created adds a contact …, user.deleted removes it”."""


def _pointing(act: Act) -> bool:
    """“delete it”: what it is was said before."""
    objects = act.argument("object")
    return objects is not None and objects.pronoun


_MAIL_STATES = frozenset("read unread spam starred gelesen ungelesen leido lido lu".split())


def marks_mail(u: Utterance, act: Act) -> bool:
    """“otherwise mark it as read”, “archive it”: the mail that came in, wherever the branch before put something."""
    state = act.argument("as")
    if act.verb == "archive" and _pointing(act):
        return any(u.has(i, "nouns", "email") or _is_mailbox(u, i) for i in range(min(_OPENING, act.first)))
    return (
        act.verb in {"update", "label"}
        and state is not None
        and any(u.tokens[i].norm in _MAIL_STATES for i in range(state.first, state.last))
    )


_MAILBOXES = frozenset({"gmail", "microsoftOutlook", "emailReadImap"})
_OPENING = 12
"""Tokens in which a request says what comes in."""


def _is_mailbox(u: Utterance, index: int) -> bool:
    hit = u.service_at(index)
    return hit is not None and hit.key in _MAILBOXES


def does_the_same(act: Act, model: Act) -> bool:
    """“… tag them 'customer' in Mailchimp, otherwise tag them 'prospect'”: the same order, at the same place."""
    handled = act.verb in _HANDLING and model.verb in _HANDLING | _KEEPING and _pointing(act)
    return (
        (act.verb == model.verb or handled)
        and act.target is None
        and act.source is None
        and not act.ai
        and not _REMARKS & set(act.nouns)
        and {token.kind for token in act.literals} <= {token.kind for token in model.literals}
    )


def given(u: Utterance, verbs: Verbs, acts: list[Act], first: int, last: int) -> list[Act]:
    """“known customers get a deal, new ones a contact”: what people get is made for them."""
    if acts and not (len(acts) == 1 and acts[0].verb == "get" and not (acts[0].source or acts[0].target)):
        return acts
    arguments = acts[0].arguments if acts else parse_arguments(u, verbs, first, last)
    if not any(argument.nouns for argument in arguments):
        return acts
    return [Act("create", first, last, arguments, verb_at=first)]


def with_file(act: Act) -> Act:
    """“mails with an attachment go to Dropbox”: it is the file that is put there."""
    if act.argument("object") is not None:
        return act
    return replace(
        act, arguments=[*act.arguments, Argument("object", act.first, act.first + 1, nouns=["file"])]
    )


_SENT = frozenset("email message sms reminder notification mail".split())


def received(act: Act) -> Act:
    """“(people over 65) get the brochure by mail”: it is sent to them."""
    by = act.argument("via")
    if (
        act.verb in {"get", "receive"}
        and act.source is not None
        and by is not None
        and act.source in by.services
    ):
        return replace(act, verb="send", target=act.source, source=None)
    objects, place = act.argument("object"), act.argument("in")
    if (
        act.verb in {"get", "receive"}
        and act.source is None
        and act.target is None
        and objects is not None
        and (
            objects.nouns[-1:] == ["reply"]
            or (not objects.nouns and any(token.kind is Kind.QUOTED for token in objects.literals))
        )
    ):
        # "(anything else) gets 'unknown command'": that is what it is told.
        return act.doing("reply")
    if (
        act.verb == "get"
        and (act.source is None or act.source.is_generic)
        and act.target is None
        and objects
        and "label" in objects.nouns[:1]
    ):
        # "(newsletters) get the label Reading".
        kept = [argument for argument in act.arguments if argument.role != "subject"]
        first = max(act.first, act.verb_at)
        return replace(act.doing("label"), source=None, arguments=kept, first=first)
    if (
        act.verb in {"get", "receive"}
        and act.source is not None
        and objects is not None
        and objects.nouns
        and objects.nouns[-1] in MADE
        and place is not None
        and act.source in place.services
    ):
        # "(orders above 200) get a task in Asana": it is made there.
        return replace(act, verb="create", target=act.source, source=None)
    if (
        act.verb in {"get", "receive"}
        and act.source is not None
        and objects is not None
        and act.source in objects.services
    ):
        # "(free users) get a Zendesk ticket", "get a welcome email".
        if "subscription" in objects.nouns:
            return replace(act, verb="subscribe", target=act.source, source=None)
        if not _SENT & {*objects.nouns}:
            return replace(act, verb="create", target=act.source, source=None)
        them = Argument("to", act.first, act.first, nouns=["person"])
        return replace(act, verb="send", target=act.source, source=None, arguments=[*act.arguments, them])
    return act


def only_keeps(u: Utterance, clause: Clause, acts: Sequence[Act], items: Sequence[Item]) -> bool:
    """“(Store it. Over 1000 …;) everything else is only stored”: what was done for all before, and nothing more."""
    return (
        len(acts) == 1
        and acts[0].target is None
        and acts[0].source is None
        and not acts[0].literals
        and any(u.has(i, "words", "only") for i in range(clause.first, clause.last))
        and any(isinstance(item, Act) and item.verb == acts[0].verb and item.target for item in items)
    )


def _names_another(u: Utterance, argument: Argument, model: Act) -> bool:
    """“(send the family brochure,) otherwise the standard brochure”: another of what the model's object is."""
    objects = model.argument("object")
    return (
        objects is not None
        and argument.role == "object"
        and argument.last > argument.first
        and objects.last > objects.first
        and u.tokens[argument.last - 1].norm in {u.tokens[objects.last - 1].norm, "one"}
    )


_WITH_SHEETS = frozenset({"googleSheets", "microsoftExcel"})


def in_named_sheet(u: Utterance, act: Act) -> Act:
    """“(New rows in Google Sheets: if paid to HubSpot,) otherwise to the tab errors”: a tab is one of the sheet's."""
    if act.target is None or act.target.key in _WITH_SHEETS:
        return act
    if any(argument.services for argument in act.arguments if argument.role in {"to", "in"}):
        return act
    sheet = sheet_named(u, act, "to", "in")
    return replace(act, target=sheet, verb="add") if sheet is not None else act


def sheet_named(u: Utterance, act: Act, *roles: str) -> ServiceHit | None:
    """The service of the sheet that the request names, where the act's place is one of its tabs."""
    if not any("sheet" in argument.nouns for argument in act.arguments if argument.role in roles):
        return None
    return next((hit for hit in u.services if hit.key in _WITH_SHEETS), None)


def repeat(u: Utterance, verbs: Verbs, roles: Roles, first: int, last: int, model: Act) -> list[Act]:
    """The model's act once more, with what tokens `first` to `last` say instead; none when they say nothing."""
    own = [
        argument
        for argument in parse_arguments(u, verbs, first, last)
        if argument.nouns or argument.literals or argument.services or _names_another(u, argument, model)
    ]
    if not own:
        return []
    taken = {argument.role for argument in own}
    kinds = {token.kind for argument in own for token in argument.literals}
    kept = [
        replace(argument, literals=[token for token in argument.literals if token.kind not in kinds])
        for argument in model.arguments
        if argument.role not in taken
    ]
    made = replace(model, arguments=[*kept, *own], first=first, last=last, verb_at=first, condition=None)
    if any(token.kind is Kind.URL for argument in own for token in argument.literals):
        # "usd goes to QuickBooks, eur to Lexoffice via https://…": the address is where it goes.
        made.target = made.source = None
        made.verb = made.verb or "send"
        return [made]
    named = [hit for argument in own for hit in argument.services if roles.is_app(hit)]
    if named or any(argument.services for argument in own):
        roles.assign(made)
        if named and made.target is None and made.source is None and not model.ai:
            # "tell Slack, else just Sheets": nobody is told there.
            return [replace(made, verb="", target=named[0], arguments=own)]
        made.target = made.target or model.target
    return [made]
