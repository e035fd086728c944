r"""The sentences in other languages, from `data/*.txt`.

Each file is about one part of the product. A block is one sentence: English, German, French and Spanish, a line
each, and an empty line after it. `{names}` are values, the same ones in each line. Where a number decides, a line
has both forms, the one for 1 first: `{count} step ¦ {count} steps`. Lines that begin with `#` are remarks; one that
ends with a backslash goes on in the next, with a line break between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, TypeAlias, get_args

from nodepilot.kit.packaged import packaged

Language: TypeAlias = Literal["en", "de", "fr", "es"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

BETWEEN_FORMS = " ¦ "
_BREAK = "\x00"


@cache
def translations(language: Language) -> Mapping[str, str]:
    """English to another language; a sentence with two forms stands there as it is written, with both."""
    column = LANGUAGES.index(language)
    return {block[0]: block[column] for block in blocks()}


def blocks() -> Iterator[tuple[str, ...]]:
    """All sentences, each in all languages. Raises `ValueError` for one that lacks a language."""
    for path in sorted(packaged("sentences", "data").glob("*.txt")):
        text = path.read_text("utf-8").replace("\\\n", _BREAK)
        text = "\n".join(line for line in text.split("\n") if not line.startswith("# "))
        for block in text.strip("\n").split("\n\n"):
            lines = tuple(line.replace(_BREAK, "\n") for line in block.strip("\n").split("\n"))
            if len(lines) != len(LANGUAGES):
                raise ValueError(f"{path.name}: `{lines[0]}` has {len(lines)} lines, not {len(LANGUAGES)}")
            yield lines
