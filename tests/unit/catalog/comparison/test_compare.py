from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from nodepilot.catalog import Catalog, available_versions, load_catalog
from nodepilot.catalog.comparison import Change, ChangeKind, compare


@pytest.fixture(scope="module")
def changes() -> Sequence[Change]:
    return compare(load_catalog("1"), load_catalog("2.40"))


def of(changes: Sequence[Change], kind: ChangeKind, subject: str) -> list[Change]:
    return [each for each in changes if each.kind is kind and each.subject == subject]


@pytest.mark.parametrize("version", available_versions())
def test_a_release_is_like_itself(version: str) -> None:
    assert compare(load_catalog(version), load_catalog(version)) == ()


def test_node_types(changes: Sequence[Change]) -> None:
    old, new = load_catalog("1"), load_catalog("2.40")
    kinds = Counter(each.kind for each in changes)
    names = [{entry.name for entry in catalog.node_types(tool_variants=False)} for catalog in (old, new)]
    assert kinds[ChangeKind.NODE_TYPE_REMOVED] + kinds[ChangeKind.NODE_TYPE_RENAMED] == len(
        names[0] - names[1]
    )
    assert kinds[ChangeKind.NODE_TYPE_ADDED] + kinds[ChangeKind.NODE_TYPE_RENAMED] == len(names[1] - names[0])
    assert of(changes, ChangeKind.NODE_TYPE_REMOVED, "n8n-nodes-base.start")
    assert of(changes, ChangeKind.SWITCHED_OFF, "n8n-nodes-base.executeCommand")


def test_versions(changes: Sequence[Change]) -> None:
    (added,) = of(changes, ChangeKind.VERSION_ADDED, "n8n-nodes-base.slack")
    assert added.versions == (2.5, 2.6, 2.7)
    (default,) = of(changes, ChangeKind.DEFAULT_VERSION, "n8n-nodes-base.slack")
    assert (default.before, default.after) == (2.4, 2.7)


def test_operations_and_parameters(changes: Sequence[Change]) -> None:
    operations = {
        each.after: each.text for each in of(changes, ChangeKind.CHOICE_ADDED, "n8n-nodes-base.slack")
    }
    assert operations["schedule"] == "`operation` (resource message): `schedule` added"
    added = {each.path for each in of(changes, ChangeKind.PARAMETER_ADDED, "n8n-nodes-base.slack")}
    assert {"postAt", "options.includeBots"} <= added
    (renamed,) = of(changes, ChangeKind.CHOICE_RENAMED, "n8n-nodes-base.youTube")
    assert (renamed.before, renamed.after) == ("unlistef", "unlisted")
    (removed,) = of(changes, ChangeKind.CHOICE_REMOVED, "n8n-nodes-base.code")
    assert removed.before == "python"


def test_defaults_and_required(changes: Sequence[Change]) -> None:
    models = of(changes, ChangeKind.DEFAULT, "@n8n/n8n-nodes-langchain.lmChatOpenAi")
    assert {"model"} <= {each.path for each in models}
    assert of(changes, ChangeKind.REQUIRED, "n8n-nodes-base.microsoftOneDrive")[0].after is True


def test_the_clock_of_a_build_is_no_change(changes: Sequence[Change]) -> None:
    assert not of(changes, ChangeKind.DEFAULT, "n8n-nodes-base.googleAnalytics")


def test_credentials(changes: Sequence[Change]) -> None:
    assert of(changes, ChangeKind.CREDENTIAL_ADDED, "n8n-nodes-base.awsIam")[0].after == "awsAssumeRole"
    assert of(changes, ChangeKind.CREDENTIAL_TYPE_REMOVED, "automizyApi")


def test_backwards_is_the_opposite(changes: Sequence[Change]) -> None:
    opposite = Counter(each.kind for each in compare(load_catalog("2.40"), load_catalog("1")))
    there = Counter(each.kind for each in changes)
    for one, other in (
        (ChangeKind.NODE_TYPE_ADDED, ChangeKind.NODE_TYPE_REMOVED),
        (ChangeKind.VERSION_ADDED, ChangeKind.VERSION_REMOVED),
        (ChangeKind.PARAMETER_ADDED, ChangeKind.PARAMETER_REMOVED),
        (ChangeKind.CREDENTIAL_TYPE_ADDED, ChangeKind.CREDENTIAL_TYPE_REMOVED),
        (ChangeKind.DEFAULT_VERSION, ChangeKind.DEFAULT_VERSION),
        (ChangeKind.DEFAULT, ChangeKind.DEFAULT),
    ):
        assert there[one] == opposite[other]
        assert there[other] == opposite[one]


def test_some_node_types_alone(catalogs: tuple[Catalog, Catalog]) -> None:
    found = compare(*catalogs, ["n8n-nodes-base.code"])
    assert {each.subject for each in found} == {"n8n-nodes-base.code"}


@pytest.fixture
def catalogs() -> tuple[Catalog, Catalog]:
    return load_catalog("1"), load_catalog("2.40")
