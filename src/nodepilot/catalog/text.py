"""Long default texts are not kept: a digest stands for them.

n8n's longest defaults are program code, prompts and pages of CSS. To decide whether a parameter
still has its default, their SHA-256 is enough.
"""

from __future__ import annotations

from typing import Any, Self

_LONG = 80
_SENTENCE = 40
_SENTENCE_SPACES = 4
_KEY = "$text"


def is_long_text(value: object) -> bool:
    """A text of several lines, a sentence, or more than 80 characters."""
    if not isinstance(value, str):
        return False
    return (
        "\n" in value
        or len(value) > _LONG
        or (len(value) > _SENTENCE and value.count(" ") >= _SENTENCE_SPACES)
    )


def text_digest(value: str) -> str:
    """The first 16 hex digits of the SHA-256 of the text in UTF-8."""
    # Loading OpenSSL takes longer than reading a node type, and most readers never compare.
    import hashlib

    return hashlib.sha256(value.encode()).hexdigest()[:16]


class OmittedText(str):
    """Stands for a default text of n8n that the catalog does not hold.

    As a string it says so in words and is never empty; it starts with `=` when the text does
    (n8n then reads it as an expression). `matches` tells whether a value is that text.
    """

    __slots__ = ("digest", "length")

    digest: str
    length: int

    def __new__(cls, digest: str, length: int, *, is_expression: bool = False) -> Self:
        """`length` counts characters."""
        prefix = "=" if is_expression else ""
        made = super().__new__(cls, f"{prefix}(default text, {length} characters, {digest})")
        made.digest = digest
        made.length = length
        return made

    def matches(self, value: object) -> bool:
        """True when `value` is the omitted text, or a stand-in for the same text."""
        if isinstance(value, OmittedText):
            return value.digest == self.digest
        return isinstance(value, str) and text_digest(value) == self.digest


def omit_long_texts(value: Any) -> tuple[Any, bool]:
    """`value` with each long text replaced by its digest, and whether there was one."""
    if is_long_text(value):
        kept = [text_digest(value), len(value), value.startswith("=")]
        return {_KEY: kept}, True
    if isinstance(value, list):
        items = [omit_long_texts(item) for item in value]
        return [item for item, _ in items], any(found for _, found in items)
    if isinstance(value, dict):
        pairs = {key: omit_long_texts(item) for key, item in value.items()}
        kept_pairs = {key: item for key, (item, _) in pairs.items()}
        return kept_pairs, any(found for _, found in pairs.values())
    return value, False


def restore_omitted(value: Any) -> Any:
    """The inverse of `omit_long_texts`: digests become `OmittedText`."""
    if isinstance(value, list):
        return [restore_omitted(item) for item in value]
    if isinstance(value, dict):
        if value.keys() == {_KEY}:
            digest, length, is_expression = value[_KEY]
            return OmittedText(digest, length, is_expression=is_expression)
        return {key: restore_omitted(item) for key, item in value.items()}
    return value
