"""The figures as a page."""

from __future__ import annotations

from collections.abc import Mapping

from tools.mutations.measure import Figures


def render(figures: Mapping[str, Figures], workflows: int, n8n_version: str) -> str:
    """Markdown. Holds counts alone, nothing of the workflows."""
    total = Figures()
    for each in figures.values():
        for name in vars(total):
            setattr(total, name, getattr(total, name) + getattr(each, name))
    lines = [
        "# Repair in figures",
        "",
        f"{len(figures)} kinds of defect, each planted into public workflows that n8n {n8n_version} calls clean and in",
        f"which NodePilot sees no error ({workflows:,} of them, chosen by seeded chance). `make mutations CORPUS=DIR`",
        "makes this page; `tools/mutations` holds the operators that plant.",
        "",
        "- **seen**: an issue that the clean workflow does not have names the defect by a fitting code",
        "- **as an error**: of those, the broken workflow has an error; without one, `repair` gives it back as it is",
        "- **mended**: of those with an error, the issue is gone after `repair`, and nothing new has come",
        "- **`--unsafe`**: of those seen, the same after `repair --unsafe`, which mends warnings, too",
        "- **restored**: of those seen, one of the two gave the clean workflow again, key by key",
        "",
        f"Repairs that brought an issue which neither the clean nor the broken workflow has: {total.worse}.",
        "",
        "| defect | planted | seen | as an error | mended | `--unsafe` | restored |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_row(name, each) for name, each in figures.items()]
    lines.append(_row("**all**", total))
    return "\n".join(lines) + "\n"


def _row(name: str, each: Figures) -> str:
    cells = (
        name,
        f"{each.planted:,}",
        _share(each.seen, each.planted),
        f"{each.errors:,}",
        _share(each.mended, each.errors),
        _share(each.mended_unsafely, each.seen),
        _share(each.restored, each.seen),
    )
    return f"| {' | '.join(cells)} |"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"
