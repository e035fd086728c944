from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from nodepilot.catalog import Catalog, ComputedPorts
from nodepilot.catalog.build.snapshot import BuildReport, write_snapshot
from nodepilot.catalog.shelf import Shelf, dump_json
from tests.unit.catalog.build.releasing import SENTENCE, release


def build(folder: Path, *, hitl: bool = True) -> tuple[BuildReport, Catalog]:
    report = write_snapshot(release(folder / "npm", hitl=hitl), folder / "data")
    return report, Catalog(report.folder)


def test_what_was_found(tmp_path: Path) -> None:
    report, catalog = build(tmp_path)
    assert report.folder == tmp_path / "data" / "9.1.0"
    assert (report.node_types, report.type_versions, report.credential_types, report.output_schemas) == (
        3,
        3,
        1,
        1,
    )
    assert catalog.n8n_version == "9.1.0"
    assert catalog.packages == {"n8n-nodes-base": "1.0.0", "@n8n/n8n-nodes-langchain": "1.0.0"}
    assert [entry.name for entry in catalog.node_types(tool_variants=False)] == [
        "n8n-nodes-base.asking",
        "n8n-nodes-base.computed",
        "n8n-nodes-base.sample",
    ]


def test_facts_survive(tmp_path: Path) -> None:
    _, catalog = build(tmp_path)
    entry = catalog.find_entry("n8n-nodes-base.sample")
    assert entry is not None
    assert (entry.categories, entry.aliases, entry.credential_types) == (
        ("Sales",),
        ("demo",),
        ("sampleApi",),
    )
    sample = catalog.get("n8n-nodes-base.sample").latest
    assert [each.name for each in sample.properties] == ["resource", "text", "note"]
    assert sample.properties[1].default.matches(SENTENCE)
    credential = catalog.find_credential("sampleApi")
    assert credential is not None
    assert credential.supported_nodes == ("n8n-nodes-base.sample",)
    schema = catalog.output_schema("n8n-nodes-base.sample", 1, "user", "get")
    assert schema is not None
    assert schema.shape == {"id": "i", "names": ["s"]}


def test_no_sentence_and_no_program_is_kept(tmp_path: Path) -> None:
    report, _ = build(tmp_path)
    texts = [zlib.decompress((report.folder / "index.json.z").read_bytes())]
    for file in report.folder.glob("*.shelf"):
        shelf = Shelf(file.read_bytes())
        texts += [dump_json(shelf.read(key)) for key in shelf]
    everything = b"".join(texts).decode()
    assert "n8n-nodes-base.sample" in everything
    assert "sentence" not in everything
    assert "=>" not in everything


def test_same_bytes_every_time(tmp_path: Path) -> None:
    first, _ = build(tmp_path / "a")
    second, _ = build(tmp_path / "b")
    for file in first.folder.iterdir():
        assert file.read_bytes() == (second.folder / file.name).read_bytes()


def test_a_snapshot_replaces_the_old_one_whole(tmp_path: Path) -> None:
    report, _ = build(tmp_path)
    (report.folder / "left.over").touch()
    build(tmp_path)
    assert sorted(file.name for file in report.folder.iterdir()) == sorted(report.sizes)
    assert [folder.name for folder in report.folder.parent.iterdir()] == ["9.1.0"]


def test_a_failed_build_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report, _ = build(tmp_path)

    def fail(self: Path, data: bytes) -> int:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_bytes", fail)
    # The archives are there already: only the writing fails.
    with pytest.raises(OSError, match="disk full"):
        write_snapshot(release(tmp_path / "npm"), tmp_path / "data")
    monkeypatch.undo()
    assert Catalog(report.folder).find("n8n-nodes-base.sample") is not None
    assert [folder.name for folder in report.folder.parent.iterdir()] == ["9.1.0"]


def test_derived_node_types_depend_on_the_release(tmp_path: Path) -> None:
    _, new = build(tmp_path / "new")
    _, old = build(tmp_path / "old", hitl=False)
    assert new.find("n8n-nodes-base.askingHitlTool") is not None
    assert old.find("n8n-nodes-base.askingHitlTool") is None
    assert old.find("n8n-nodes-base.sampleTool") is not None


def test_node_types_that_are_switched_off(tmp_path: Path) -> None:
    _, catalog = build(tmp_path)
    assert [entry.name for entry in catalog.node_types(tool_variants=False) if entry.off_by_default] == [
        "n8n-nodes-base.asking"
    ]


def test_ports_that_nobody_has_compared_are_reported(tmp_path: Path) -> None:
    report, catalog = build(tmp_path)
    assert len(report.unproven_ports) == 1
    assert report.unproven_ports[0].startswith("n8n-nodes-base.computed outputs")
    side = catalog.get("n8n-nodes-base.computed").latest.outputs
    assert isinstance(side, ComputedPorts)
    assert not side.exact
