"""Which way leads where, in many wordings (branches.yaml)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from nodepilot.pipeline.builtin import run_builtin

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "branches.yaml").read_text("utf-8"))

MOST_WRONG = 0.18
"""The share of the rows that may be wrong: language is never finished, but it must not get worse."""

MAIL = frozenset({"gmail", "emailSend", "microsoftOutlook", "sendGrid", "mailgun", "sendInBlue"})
FORKS = frozenset({"if", "switch"})


class Ways:
    """The branching step of a workflow, and what can be reached from each of its outputs."""

    def __init__(self, workflow: dict[str, Any]) -> None:
        self.nodes = {node["name"]: node for node in workflow["nodes"]}
        self.connections = workflow["connections"]

    def kind(self, name: str) -> str:
        return str(self.nodes[name]["type"]).rsplit(".", 1)[-1]

    def named(self, wanted: str) -> list[str]:
        kinds = MAIL if wanted == "mail" else set(wanted.split("|"))
        return [name for name in self.nodes if self.kind(name) in kinds]

    def outputs(self, name: str) -> list[list[str]]:
        main = self.connections.get(name, {}).get("main", [])
        return [[link["node"] for link in output or []] for output in main]

    def behind(self, names: list[str]) -> set[str]:
        seen: set[str] = set()
        queue = list(names)
        while queue:
            name = queue.pop()
            if name not in seen:
                seen.add(name)
                queue += [each for output in self.outputs(name) for each in output]
        return seen

    def before(self, name: str) -> set[str]:
        return {other for other in self.nodes if other != name and name in self.behind([other])}

    def forks(self) -> list[str]:
        return [name for name in self.nodes if self.kind(name) in FORKS]

    def opened_by(self, name: str) -> list[str]:
        """For each output what opens it, in words; `rest` for all other cases."""
        parameters = self.nodes[name]["parameters"]
        if self.kind(name) == "if":
            return [_told(parameters["conditions"]), "rest"]
        return [*(_told(rule["conditions"]) for rule in parameters["rules"]["values"]), "rest"]


def _told(conditions: dict[str, Any]) -> str:
    return " & ".join(
        f"{each['leftValue']} {each['operator']['operation']} {each.get('rightValue', '')}".strip()
        for each in conditions["conditions"]
    )


def problems(row: dict[str, Any]) -> list[str]:
    workflow = run_builtin(row["request"]).workflow
    if workflow is None:
        return ["no workflow"]
    ways = Ways(workflow)
    found = [] if ways.named(row["trigger"]) else [f"does not start with {row['trigger']}"]
    if "fallback" in row:
        return found + _of_fallback(ways, row["fallback"])
    forks = ways.forks()
    if not forks:
        return [*found, "does not branch"]
    complaints = [_of_ways(ways, row, fork) for fork in forks]
    return found + min(complaints, key=len)


def _of_ways(ways: Ways, row: dict[str, Any], fork: str) -> list[str]:
    found = []
    outputs, told = ways.outputs(fork), ways.opened_by(fork)
    after = {name for kind in row.get("then", []) for name in ways.named(kind)}
    if (used := sum(1 for output in outputs if output)) != len(row["ways"]):
        found.append(f"{used} ways instead of {len(row['ways'])}")
    found += [
        f"no {kind} before the branches"
        for kind in row.get("before", [])
        if not set(ways.named(kind)) & ways.before(fork)
    ]
    reached = [ways.behind(output) for output in outputs]
    for way in row["ways"]:
        place = next(
            (i for i, t in enumerate(told) if re.search(way["when"], _plain(t), re.IGNORECASE)), None
        )
        if place is None or place >= len(reached):
            found.append(f"nothing opens on {way['when']}: {told}")
            continue
        others = set().union(*(r for i, r in enumerate(reached) if i != place))
        own = reached[place] - (others & after) if after else reached[place] - others
        found += [
            f"{way['when']} does not lead to {kind}"
            for kind in way["does"]
            if not set(ways.named(kind)) & own
        ]
        for where, pattern in way.get("params", {}).items():
            kind, _, path = where.partition(" ")
            values = [
                json.dumps(_at(ways.nodes[n]["parameters"], path), ensure_ascii=False)
                for n in ways.named(kind)
                if n in own
            ]
            if not any(re.search(pattern, value) for value in values):
                found.append(f"{where} behind {way['when']} is {values}, not /{pattern}/")
        found += [
            f"{kind} does not follow {way['when']}"
            for kind in row.get("then", [])
            if not set(ways.named(kind)) & reached[place]
        ]
    return found


def _plain(told: str) -> str:
    """Without braces and names of steps: `body.size equals S`."""
    told = re.sub(r"\$\('[^']*'\)\.item\.json|\$json", "", told)
    return " ".join(re.sub(r"[{}=]", "", told).split())


def _of_fallback(ways: Ways, wanted: dict[str, str]) -> list[str]:
    def calling(pattern: str) -> list[str]:
        return [
            n
            for n in ways.named("httpRequest")
            if re.search(pattern, str(ways.nodes[n]["parameters"].get("url")))
        ]

    first, second = calling(wanted["first"]), calling(wanted["second"])
    stores = set(ways.named(wanted["then"]))
    if not first or not second or not stores:
        return [f"missing: {first} {second} {stores}"]
    outputs = ways.outputs(first[0])
    found = []
    if ways.nodes[first[0]].get("onError") != "continueErrorOutput":
        found.append("the first call has no way out for errors")
    elif len(outputs) < 2 or second[0] not in outputs[1]:
        found.append("an error does not lead to the second call")
    elif second[0] in ways.behind(outputs[0]):
        found.append("the second call is made in any case")
    if not stores & ways.behind(outputs[0] if outputs else []):
        found.append("what the first call gave is not stored")
    if not stores & ways.behind(second):
        found.append("what the second call gave is not stored")
    return found


def _at(value: Any, path: str) -> Any:
    for part in path.split(".") if path else ():
        value = value.get(part) if isinstance(value, dict) else None
    return value


@pytest.mark.slow
def test_most_requests_branch_as_they_say() -> None:
    wrong = {row["request"]: found for row in ROWS if (found := problems(row))}
    assert len(wrong) <= MOST_WRONG * len(ROWS), json.dumps(wrong, indent=1, ensure_ascii=False)


def first_of(request: str, kind: str) -> dict[str, Any]:
    workflow = run_builtin(request).workflow
    assert workflow is not None
    ways = Ways(workflow)
    node: dict[str, Any] = ways.nodes[ways.named(kind)[0]]
    return node


def test_a_look_up_goes_on_when_it_finds_nothing() -> None:
    request = (
        "Webhook with an email address: look up the contact in HubSpot. "
        "Found: post to #known on Slack. Not found: post to #new on Slack"
    )
    search = first_of(request, "hubspot")
    assert search["alwaysOutputData"] is True
    condition = first_of(request, "if")["parameters"]["conditions"]["conditions"][0]
    assert condition["operator"]["type"] == "object"


def test_getting_one_thing_may_fail() -> None:
    request = "Typeform answer: check if the email is already in Brevo. If yes update the contact, if no create the contact"
    assert first_of(request, "sendInBlue")["onError"] == "continueRegularOutput"
    condition = first_of(request, "if")["parameters"]["conditions"]["conditions"][0]
    assert condition["leftValue"].endswith(".error }}")


def test_a_condition_names_where_to_look() -> None:
    request = "Webhook with a lead: if the contact exists in HubSpot post to #known on Slack, otherwise create it in HubSpot"
    assert first_of(request, "hubspot")["parameters"]["operation"] == "search"


def test_a_trigger_waits_for_the_states_of_all_branches() -> None:
    request = "When a Stripe payment succeeds tell #sales on Slack, if it fails open a Zendesk ticket"
    events = first_of(request, "stripeTrigger")["parameters"]["events"]
    assert any("succeeded" in event for event in events)
    assert any("failed" in event for event in events)
    rules = first_of(request, "switch")["parameters"]["rules"]["values"]
    told = [rule["conditions"]["conditions"][0]["rightValue"] for rule in rules]
    assert told == events


def test_kinds_of_files_are_told_by_type_or_name() -> None:
    request = (
        "New file in Google Drive folder Inbox: PDFs go to Dropbox, images to S3, the rest stays where it is"
    )
    rules = first_of(request, "switch")["parameters"]["rules"]["values"]
    told = [rule["conditions"]["conditions"][0] for rule in rules]
    assert all("mimeType" in each["leftValue"] and each["operator"]["operation"] == "regex" for each in told)
    assert [bool(re.search(each["rightValue"][1:-2], "photo.png")) for each in told] == [False, True]


def test_outputs_are_named_for_their_cases() -> None:
    request = "Webhook /leads with field size. S: add to Mailchimp. M: create a HubSpot deal. L: create a Salesforce lead"
    rules = first_of(request, "switch")["parameters"]["rules"]["values"]
    assert [rule["outputKey"] for rule in rules] == ["S", "M", "L"]


def test_a_failing_step_leaves_by_its_error_output() -> None:
    request = "Webhook /msg: post the text to #news on Slack; if that fails send me an email"
    assert first_of(request, "slack")["onError"] == "continueErrorOutput"


@pytest.mark.parametrize(
    "request_",
    [
        "typeform -> hubspot -> slack #leads",
        "When a form is submitted: add a row to Google Sheets, then send a mail with subject: Welcome",
        "Every Monday: read the sheet 'Tasks' and post it to Slack",
    ],
)
def test_chains_and_colons_are_no_cases(request_: str) -> None:
    workflow = run_builtin(request_).workflow
    assert workflow is not None
    assert not Ways(workflow).forks()


@pytest.mark.parametrize(
    "request_",
    [
        "Once",
        "On new",
        "Above 30",
        "If yes",
        "webhook -> if",
        "if the status is open, with",
        "PDFs to Drive, rest",
    ],
)
def test_what_breaks_off_is_no_failure(request_: str) -> None:
    composed = run_builtin(request_)
    assert composed.workflow is not None or composed.text
