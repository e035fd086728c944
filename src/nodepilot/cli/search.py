"""`nodepilot search`: what there is to build with, in plain words."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from nodepilot.cli.batch import Answer, add_batch_flags, check_batch_flags, run_batch
from nodepilot.cli.exit_codes import OK
from nodepilot.cli.reading import Row
from nodepilot.cli.writing import open_output, to_json

DESCRIPTION = """\
Finds the node types that do what the words say, best first, in English, Spanish, German, French or
Portuguese. Names, abbreviations and misspellings of services are understood. With `--among`, patterns (one
ready node for everything that n8n's nodes can do), workflow templates or tips are searched instead.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "search",
        help="find the node type for a task",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("text", nargs="?", metavar="TEXT", help="what to look for, in plain words")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to answer (default: text)"
    )
    parser.add_argument(
        "--limit", type=_positive, default=10, metavar="NUMBER", help="how many at most (default: 10)"
    )
    parser.add_argument(
        "--among",
        choices=("nodes", "patterns", "templates", "tips"),
        default="nodes",
        help="what to look among (default: nodes)",
    )
    add_batch_flags(parser, '{"id", "query"}', '{"id", "results"}')
    parser.add_argument("--n8n-version", metavar="VERSION", help="the n8n release to search")
    parser.set_defaults(run=run, command="search")


def run(parsed: argparse.Namespace) -> int:
    check_batch_flags(parsed, single="text")
    return _run_single(parsed) if parsed.batch is None else _run_batch(parsed)


def _run_single(parsed: argparse.Namespace) -> int:
    results = _search(parsed, parsed.text)
    with open_output(parsed.output) as stream:
        if parsed.format == "json":
            stream.write(to_json({"results": results}, indent=2) + "\n")
        else:
            stream.write(_render(results))
    return OK


def _run_batch(parsed: argparse.Namespace) -> int:
    def answer(row: Row) -> Answer:
        query = row.content.get("query")
        if not isinstance(query, str):
            return _refuse(row, "INVALID_ROW", "The row has no `query` text.")
        return {"id": row.id, "results": _search(parsed, query)}

    run_batch(parsed.batch, parsed.output, answer=answer, refuse=_refuse)
    return OK


def _search(parsed: argparse.Namespace, text: str) -> list[dict[str, Any]]:
    from nodepilot.catalog import load_catalog

    catalog = load_catalog(parsed.n8n_version)
    if parsed.among == "nodes":
        from nodepilot.knowledge.search import search_node_types

        found = search_node_types(text, catalog, limit=parsed.limit)
        return [{"type": each.type, "name": each.name, "score": each.score} for each in found]
    from nodepilot.knowledge.shelves import Shelf, search_shelf

    entries = search_shelf(Shelf(parsed.among), text, catalog, limit=parsed.limit)
    return [{"key": each.key, "name": each.title, "text": each.text} for each in entries]


def _render(results: Sequence[dict[str, Any]]) -> str:
    if not results:
        return "Nothing fits. Say what the step does (`send a message`) or name a service.\n"
    width = max(len(each["name"]) for each in results)
    return "".join(f"{each['name']:<{width}}  {each.get('type') or each['key']}\n" for each in results)


def _refuse(row: Row, code: str, message: str) -> Answer:
    return {"id": row.id, "results": [], "error": {"code": code, "message": message}}


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number from 1 to 1000")
    return int(text)
