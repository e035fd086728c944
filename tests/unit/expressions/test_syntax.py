"""What n8n can run between `{{` and `}}`, and in Code nodes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodepilot.expressions import python
from nodepilot.expressions.javascript import find_problem, parse, parse_script
from nodepilot.expressions.syntax import find_chunk_problem, find_expression_problem


@pytest.mark.parametrize(
    "code",
    [
        "$json.a",
        " $('A').item.json['b c'][0]?.d ",
        "$json.a ? 1 : 'x'",
        "{ a: 1, b: $json.c }",
        "`a ${$json.b}`",
        "$json.list.map(x => ({ ...x, y: 1 })).filter(Boolean)",
        "(() => { const a = 1; return a; })()",
        "/* note */ $json.a",
        "$json.a; $json.b",
        "'a\\\nb'",
        "new Date().toISOString()",
        "$json.a ?? await x",
        "/[a-z]+/gi.test($json.a)",
    ],
)
def test_valid(code: str) -> None:
    assert find_chunk_problem(code) is None


@pytest.mark.parametrize(
    "code",
    [
        "",
        "  ",
        "$json.a }",
        "$json.a +",
        "'a\nb'",
        " a.join('\n')",
        "const a = 1",
        "if (a) b",
        "$json.a $json.b",
        "a b c",
        '"a',
        "(1",
    ],
)
def test_invalid(code: str) -> None:
    assert find_chunk_problem(code) is not None


def test_the_first_wrong_chunk_is_named() -> None:
    found = find_expression_problem("=a {{ $json.a }} {{ $json.b + }} {{ ) }}")
    assert found is not None
    chunk, problem = found
    assert chunk.source == " $json.b + "
    assert problem.line == 1


@pytest.mark.parametrize(
    "source",
    [
        "<!-- an old comment -->\nreturn [];",
        "const\u00a0a = 1;\nreturn a;",
        "for (const x of []) await x;",
        "return",
    ],
)
def test_programs(source: str) -> None:
    assert find_problem(parse_script(source)) is None


def test_a_problem_says_where() -> None:
    problem = find_problem(parse("const a = 1;\nconst b = {;\n"))
    assert problem is not None
    assert problem.line == 2


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("return []", None),
        ("type A = int\nmatch 1:\n  case _: pass", None),
        ("if True:\nx = 1", 1),
        ("a = (", 1),
    ],
)
def test_python(source: str, line: int | None) -> None:
    problem = python.find_problem(source)
    assert (problem.line if problem else None) == line


@given(st.text(max_size=60))
def test_any_text_gives_an_answer(text: str) -> None:
    find_chunk_problem(text)
    find_problem(parse_script(text))
    python.find_problem(text)
