"""Acts that run a command on a machine, over SSH or on the one that n8n runs on.

A command that the request gives is taken as it stands; where it says only what is to happen to a machine or
to a program of it ("restart nginx over SSH"), the command that systemd has for it is written and named.
"""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged_json
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_DEEDS = packaged_json("composer", "data/machine_deeds.json")
_MACHINES = frozenset(_DEEDS["machines"].split())
_BEFORE_MACHINES = frozenset("on via over with through using auf uber por en em sur via avec per".split())
_SHELLS = frozenset({"ssh", "executeCommand"})
_SCRIPTS = frozenset("script file program job binary skript datei fichier archivo arquivo".split())
_GIVEN = frozenset({"run", "check", "get", "call"})
_GIVEN_WHEN_QUOTED = _GIVEN | {"start", "create", "copy"}


def run_command(draft: Draft, flow: Flow, act: Act) -> bool:
    """Does an act that runs a command; False for any other."""
    u = draft.utterance
    hits = _shells(u, act)
    if not runs_command(u, act):
        return False
    command = _command_text(u, act)
    if command is None:
        return False
    text, span, given = command
    if any(h.key == "ssh" for h in hits):
        key = draft.add(
            _BASE + "ssh",
            {"authentication": "privateKey", "command": text},
            name="Run the command",
            key="ssh",
            span=u.span(act.first, act.last),
        )
    else:
        key = draft.add(
            _BASE + "executeCommand", {"command": text}, name="Run the command", key="command", span=span
        )
        draft.assume(
            say("The Execute Command node is switched off in n8n 2 unless the server allows it."), key
        )
    if not given:
        draft.assume(say("I run “{command}”, since no command was given.", command=text), key)
    draft.hook(flow, key)
    flow.give(Output(key, {"text": Known("stdout"), "ai_text": Known("stdout")}, noun="output"))
    return True


def runs_command(u: Utterance, act: Act) -> bool:
    """“run … over SSH”: whatever the act names is given to a shell."""
    quoted = any(t.kind is Kind.QUOTED for t in act.literals)
    return bool(_shells(u, act)) and act.verb in (_GIVEN_WHEN_QUOTED if quoted else _GIVEN)


def _shells(u: Utterance, act: Act) -> list[ServiceHit]:
    return [h for h in u.services if act.first <= h.first < act.last and h.key in _SHELLS]


def _command_text(u: Utterance, act: Act) -> tuple[str, tuple[int, int], bool] | None:
    """The command, where it stands in the request, and whether the request gives it word for word."""
    quoted = next((t for t in act.literals if t.kind is Kind.QUOTED), None)
    if quoted is not None:
        return quoted.text[1:-1], (quoted.start, quoted.end), True
    span = u.span(act.first, act.last)
    if act.verb != "run":
        usage = any(u.tokens[i].norm in {"disk", "space"} for i in range(act.first, act.last))
        return ("df -h /", span, False) if usage else None
    deed = _deed(u, act)
    first = act.verb_at + (1 if deed is None else len(deed["said"].split()))
    while (first < act.last and u.has(first, "words", "det")) or (
        first < act.last and u.has(first, "nouns", "command")
    ):
        first += 1
    end = first
    while end < act.last and not _tells_where(u, end):
        end += 1
    if (path := _script(u, first, end)) is not None:
        first = path
    text = u.words(first, end).strip()
    if deed is not None and text:
        on_machine = u.tokens[end - 1].norm in _MACHINES
        return (deed["machine"] if on_machine else deed["program"].format(text)), span, False
    return (text, u.span(first, end), True) if text else None


def _script(u: Utterance, first: int, end: int) -> int | None:
    """“(run) the backup script | /opt/backup.sh”: the path is the command."""
    paths = (i for i in range(first + 1, end) if u.tokens[i].kind is Kind.PATH)
    return next((i for i in paths if u.tokens[i - 1].norm in _SCRIPTS), None)


def _tells_where(u: Utterance, index: int) -> bool:
    """“… over SSH”, “… on my server”: no part of the command any more."""
    if u.tokens[index].norm not in _BEFORE_MACHINES:
        return False
    after = u.service_at(index + 1)
    return bool(u.has(index, "words", "in", "via", "with", "to")) or (
        after is not None and after.key == "ssh"
    )


def _deed(u: Utterance, act: Act) -> dict[str, str] | None:
    """What is to happen to a machine or program, where the verb says that and runs nothing by itself."""
    behind = " ".join(t.norm for t in u.tokens[act.verb_at : act.verb_at + 2])
    for deed in _DEEDS["deeds"]:
        for said in deed["verbs"]:
            if behind.startswith(said):
                return {**deed, "said": said}
    return None
