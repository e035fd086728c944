"""`nodepilot eval`: how often the engine is right on a suite of requests."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nodepilot.cli.exit_codes import FAILED, OK
from nodepilot.cli.writing import Progress, open_output, to_json
from nodepilot.errors import UserError

if TYPE_CHECKING:
    from nodepilot.catalog import Catalog
    from nodepilot.evaluation.engines import Engine

DESCRIPTION = """\
Runs every row of a suite and writes a report: how many rows are right, per category and per check, and
what is wrong with the others.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "eval",
        help="measure how often the engine is right",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--suite", required=True, type=Path, metavar="DIR", help="a folder with rows (see evals/README.md)"
    )
    parser.add_argument(
        "--format", choices=("markdown", "json"), default="markdown", help="how to report (default: markdown)"
    )
    parser.add_argument("--output", metavar="FILE", help="where to write instead of standard output")
    parser.add_argument("--workflows", metavar="FILE", help="also write the workflows, one row a line")
    parser.add_argument(
        "--engine",
        choices=("built-in", "auto"),
        default="built-in",
        help="`auto`: with hosted models, whose keys are in the environment (default: built-in)",
    )
    parser.add_argument(
        "--budget",
        type=float,
        default=1.0,
        metavar="USD",
        help="stop when models cost that much (default: 1)",
    )
    parser.add_argument(
        "--n8n",
        type=Path,
        metavar="FOLDER",
        help="an installed n8n in which the workflows are run, and what they do is checked",
    )
    parser.add_argument(
        "--player",
        metavar="COMMAND",
        help="the program that runs the scenarios of the suite's `outcomes.jsonl` in that n8n, for example `node play.cjs`",
    )
    parser.add_argument("--n8n-version", metavar="VERSION", help="the n8n release to make workflows for")
    parser.set_defaults(run=run, command="eval")


class NoModelKey(UserError):
    """No hosted model can be asked."""

    code = "NO_MODEL_KEY"


def _with_models(budget: float, n8n: Path | None, catalog: Catalog) -> Engine:
    """Raises `NoModelKey`, `NoN8n`."""
    from nodepilot.ai.model_facts import load_models
    from nodepilot.application.hosted_models import server_accesses
    from nodepilot.evaluation.with_models import WithModels
    from nodepilot.n8n.trial import TrialInN8n
    from nodepilot.settings import load_settings

    settings = load_settings()
    accesses = server_accesses(settings)
    if not accesses:
        raise NoModelKey(
            "No key for a hosted model is set.", next_step="Set ANTHROPIC_API_KEY or OPENAI_API_KEY."
        )
    trial = TrialInN8n(n8n) if n8n else None
    return WithModels(catalog, load_models(settings.models_file), accesses, budget, trial)


def run(parsed: argparse.Namespace) -> int:
    from nodepilot.catalog import load_catalog
    from nodepilot.evaluation.player import Player
    from nodepilot.evaluation.report import as_json, as_markdown
    from nodepilot.evaluation.rows import load_suite
    from nodepilot.evaluation.run import evaluate
    from nodepilot.n8n.play import RealN8n
    from nodepilot.settings import load_settings

    n8n: Path | None = parsed.n8n or load_settings().n8n_folder
    if parsed.player and n8n is None:
        raise UserError(
            "There is no n8n for the player to run workflows in.", next_step="`--n8n` names its folder."
        )
    catalog = load_catalog(parsed.n8n_version)
    engine = _with_models(parsed.budget, n8n, catalog) if parsed.engine == "auto" else None
    suite = load_suite(parsed.suite)
    with Progress(suite.count) as progress:
        evaluation = evaluate(
            suite,
            catalog,
            progress.advance,
            engine,
            RealN8n(n8n) if n8n else None,
            Player(parsed.player, n8n) if parsed.player and n8n else None,
        )
    if parsed.workflows:
        with open_output(parsed.workflows) as stream:
            for row in evaluation.rows:
                if row.kind == "request":
                    stream.write(to_json({"id": row.id, "workflow": row.workflow}) + "\n")
    with open_output(parsed.output) as stream:
        if parsed.format == "json":
            stream.write(to_json(as_json(evaluation), indent=2) + "\n")
        else:
            stream.write(as_markdown(evaluation))
    return OK if all(row.is_right for row in evaluation.rows) else FAILED
