"""A table of a web page as rows: its first row names the fields."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import OriginKind, Value

_BASE = "n8n-nodes-base."
_ROWS = """// The first row of a table has the names of its columns.
return $input.all().flatMap((item) => {
  const text = (html) => html.replace(/<[^>]*>/g, ' ').replace(/&nbsp;/g, ' ').replace(/\\s+/g, ' ').trim();
  const rows = item.json.rows.map((row) => [...row.matchAll(/<t[hd][^>]*>([\\s\\S]*?)<\\/t[hd]>/gi)].map((cell) => text(cell[1])));
  const [names = [], ...entries] = rows.filter((cells) => cells.length);
  return entries.map((cells) => ({
    json: Object.fromEntries(names.map((name, i) => [name || `column_${i + 1}`, cells[i] ?? ''])),
  }));
});"""


def rows_of_page(draft: Draft, flow: Flow, act: Act, selector: str = "table") -> None:
    """Takes the rows of the page's table apart, one item each."""
    value: dict[str, Value] = {
        "key": "rows",
        "cssSelector": f"{selector} tr",
        "returnValue": "html",
        "returnArray": True,
    }
    key = draft.add(
        _BASE + "html",
        {
            "operation": "extractHtmlContent",
            "dataPropertyName": "data",
            "extractionValues": {"values": [value]},
            "options": {},
        },
        name="Take the table out of the page",
        key="page",
        span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, key)
    rows = draft.add(
        _BASE + "code", {"jsCode": _ROWS}, name="One item per row", key="rows", kind=OriginKind.REQUIRED
    )
    draft.hook(flow, rows)
    flow.give(Output(rows, {}, noun="row", many=True, open=True))
