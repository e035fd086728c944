from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nodepilot.catalog import Catalog, ComputedPorts, available_versions, load_catalog, resolve_version
from nodepilot.catalog import catalog as catalog_module
from nodepilot.errors import ServiceError, UnknownNodeType, UnknownVersion

SLACK = "n8n-nodes-base.slack"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog("2.40.7")


def test_counts_of_the_release(catalog: Catalog) -> None:
    own = list(catalog.node_types(tool_variants=False))
    assert len(own) == 566
    assert sum(len(entry.versions) for entry in own) == 1002
    assert len(list(catalog.credentials())) == 447
    assert len(list(catalog.node_types())) == 846


def test_one_object_for_each_release() -> None:
    assert load_catalog("2.40.7") is load_catalog("2.40.7")
    assert load_catalog().n8n_version == available_versions()[-1]


def test_a_release_without_snapshot() -> None:
    with pytest.raises(
        UnknownVersion, match=r"no catalog for n8n 0\.1\.0.*2\.40\.7.*catalog build"
    ) as caught:
        load_catalog("0.1.0")
    assert caught.value.code == "UNKNOWN_VERSION"


def test_releases_are_ordered_by_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("2.9.0", "2.10.0", "1.123.8", "2.10.0-beta.1", ".building-x"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(catalog_module, "_data", lambda: tmp_path)
    assert available_versions() == ("1.123.8", "2.9.0", "2.10.0-beta.1", "2.10.0")


def test_how_a_release_begins_names_the_newest_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("1.123.8", "2.4.9", "2.40.7", "2.40.10", "2.9.0"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(catalog_module, "_data", lambda: tmp_path)
    asked = ("1", "1.123", "2", "2.4", "2.40", "2.40.7", "2.9.0", None)
    assert [resolve_version(each) for each in asked] == [
        "1.123.8",
        "1.123.8",
        "2.40.10",
        "2.4.9",
        "2.40.10",
        "2.40.7",
        "2.9.0",
        "2.40.10",
    ]


@pytest.mark.parametrize("wrong", ["3", "2.4", "2.40.", "2.40.8", "", "latest", ".", "2.40.7.1"])
def test_what_names_no_release(wrong: str) -> None:
    with pytest.raises(UnknownVersion, match=r"Available: 1\.123\.81, 2\.0\.3, 2\.40\.7"):
        resolve_version(wrong)


@pytest.mark.parametrize("version", available_versions())
def test_every_snapshot_is_small(version: str) -> None:
    folder = Path(catalog_module.__file__).parent / "data" / version
    assert sum(file.stat().st_size for file in folder.iterdir()) < 1_000_000


def test_three_releases_are_in_the_package() -> None:
    assert available_versions() == ("1.123.81", "2.0.3", "2.40.7")
    sizes = {
        name: len(list(load_catalog(name).node_types(tool_variants=False))) for name in available_versions()
    }
    assert sizes == {"1.123.81": 545, "2.0.3": 540, "2.40.7": 566}


def test_no_snapshot_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog_module, "_data", lambda: tmp_path)
    with pytest.raises(UnknownVersion, match="Available: none"):
        load_catalog()


def test_a_damaged_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "9.9.9").mkdir()
    (tmp_path / "9.9.9" / "index.json.z").write_bytes(b"damaged")
    monkeypatch.setattr(catalog_module, "_data", lambda: tmp_path)
    with pytest.raises(ServiceError, match=r"--n8n-version 9\.9\.9` makes it anew"):
        load_catalog("9.9.9")


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("n8n-nodes-base.Slack", SLACK),
        ("n8n-nodes-base.chainLlm", "@n8n/n8n-nodes-langchain.chainLlm"),
        ("Google Sheets", "n8n-nodes-base.googleSheets"),
        ("n8n-nodes-base.httpReqest", "n8n-nodes-base.httpRequest"),
    ],
)
def test_unknown_node_type_names_the_nearest(catalog: Catalog, wrong: str, meant: str) -> None:
    assert catalog.find(wrong) is None
    with pytest.raises(UnknownNodeType, match="Did you mean") as caught:
        catalog.get(wrong)
    assert f"`{meant}`" in caught.value.next_step


def test_nothing_near(catalog: Catalog) -> None:
    assert catalog.nearest("x.qqqqqqqqqqqq") == ()
    with pytest.raises(UnknownNodeType, match=r"no node type `x\.qqqqqqqqqqqq`\.$"):
        catalog.get("x.qqqqqqqqqqqq")


def test_every_node_type_can_be_read(catalog: Catalog) -> None:
    for entry in catalog.node_types():
        node_type = catalog.get(entry.name)
        assert node_type is catalog.find(entry.name)
        assert node_type.versions == tuple(sorted(node_type.versions))
        for version in node_type.versions:
            at = node_type.get(version)
            assert at.version == version
            assert at.type_name == entry.name
            assert {need.name for need in at.credentials} <= set(entry.credential_types)


def test_credentials_that_node_types_name_exist(catalog: Catalog) -> None:
    known = {credential.name for credential in catalog.credentials()}
    named = {name for entry in catalog.node_types() for name in entry.credential_types}
    assert named <= known


def test_index_line(catalog: Catalog) -> None:
    entry = catalog.find_entry("n8n-nodes-base.gmailTrigger")
    assert entry is not None
    assert entry.display_name == "Gmail Trigger"
    assert entry.is_trigger
    assert "Communication" in entry.categories
    assert entry.credential_types == ("gmailOAuth2", "googleApi")
    assert not entry.is_tool_variant
    switched_off = {entry.name for entry in catalog.node_types() if entry.off_by_default}
    assert "n8n-nodes-base.executeCommand" in switched_off


def test_fields_of_a_credential_type_with_inherited_ones(catalog: Catalog) -> None:
    slack = catalog.find_credential("slackOAuth2Api")
    assert slack is not None
    assert slack.extends == ("oAuth2Api",)
    assert SLACK in slack.supported_nodes
    own = {field.name for field in slack.fields}
    fields = {field.name: field for field in catalog.credential_fields("slackOAuth2Api")}
    assert own < fields.keys()
    assert fields["clientSecret"].type_options.password
    assert fields["authUrl"].default == "https://slack.com/oauth/v2/authorize"


def test_unknown_credential_type(catalog: Catalog) -> None:
    assert catalog.find_credential("nothing") is None
    assert catalog.credential_fields("nothing") == ()


def test_generic_credential_types(catalog: Catalog) -> None:
    generic = {credential.name for credential in catalog.credentials() if credential.generic_auth}
    assert {"httpBasicAuth", "httpHeaderAuth", "httpQueryAuth"} <= generic


def test_output_schema(catalog: Catalog) -> None:
    schema = catalog.output_schema(SLACK, 2.3, "channel", "create")
    assert schema is not None
    assert {field.path: field.types for field in schema.fields()}["id"] == ("string",)
    assert catalog.output_schema(f"{SLACK}Tool", 2.3, "channel", "create") is not None
    assert catalog.output_schema(SLACK, 2.3, "channel", "no such operation") is None
    assert catalog.output_schema("n8n-nodes-base.if", 2.2) is None


def test_all_computed_ports_are_proven(catalog: Catalog) -> None:
    for entry in catalog.node_types():
        for version in entry.versions:
            at = catalog.get(entry.name).get(version)
            for side in (at.inputs, at.outputs):
                assert not isinstance(side, ComputedPorts) or side.exact, entry.name


def test_importing_stays_cheap() -> None:
    slow = ("difflib", "hashlib", "importlib.resources", "tempfile", "subprocess", "asyncio")
    code = f"import sys, nodepilot.catalog; print([name for name in {slow!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
