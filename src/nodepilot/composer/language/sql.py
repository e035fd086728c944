"""Where a statement of SQL ends that stands in a sentence without quotes around it.

text = "run SELECT id FROM users WHERE age > 18 and mail me the rows"
statement_end(text, 4)
# 41
"""

from __future__ import annotations

import re
from collections.abc import Callable

_LEXEME = re.compile(
    r"\s*(?P<it>'[^']*'|\"[^\"]*\"|`[^`]*`|\{\{.*?\}\}|[:$@]\w+|\?|\d+(?:\.\d+)?|[^\W\d][\w]*(?:\.[\w*]+)*|::|<>|[<>!=]=?|\|\||[-+*/%(),;.])"
)
_SIGNS = frozenset("= == <> != < > <= >= + - * / % || ::".split())
_WORD_SIGNS = frozenset("like ilike between in is regexp rlike".split())
_JOINS = frozenset("join left right inner outer full cross".split())
_RESERVED = _JOINS | frozenset(
    "where having on group order limit offset union returning set values using from select and or as asc desc by end when then else".split()
)
_BEFORE_VALUE = frozenset("not interval date timestamp distinct all any exists".split())
_UNITS = re.compile(r"(?:second|minute|hour|day|week|month|quarter|year)s?")


def statement_end(text: str, start: int) -> int | None:
    """Behind the last word of the statement that begins at `start`; None where none begins."""
    reader = _Statement(text, start)
    return reader.end if reader.read() else None


class _Statement:
    """Reads lexeme by lexeme; `end` is where the last one that belongs to the statement ends."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self.end = start

    def read(self) -> bool:
        first = self._take()
        match first:
            case "select":
                return self._select()
            case "with":
                return self._with()
            case "insert":
                return self._insert()
            case "update":
                return (
                    self._name() and self._word("set") and self._several(self._expression) and self._where()
                )
            case "delete":
                return self._word("from") and self._name() and self._peek() == "where" and self._where()
            case _:
                return False

    def _select(self) -> bool:
        self._word("distinct")
        if not self._several(self._column) or not self._word("from") or not self._several(self._table):
            return False
        while self._join():
            pass
        return self._where() and self._grouped() and self._ordered() and self._limited() and self._united()

    def _with(self) -> bool:
        def named() -> bool:
            return self._name() and self._word("as") and self._brackets()

        return self._several(named) and self._word("select") and self._select()

    def _insert(self) -> bool:
        if not (self._word("into") and self._name()):
            return False
        if self._peek() == "(":
            self._brackets()
        if self._word("select"):
            return self._select()
        if not (self._word("values") and self._several(self._brackets)):
            return False
        if self._words("on", "conflict"):
            self._brackets()
            if self._word("do") and not self._word("nothing"):
                return self._words("update", "set") and self._several(self._expression)
        return self._returned()

    def _column(self) -> bool:
        return self._expression() and (not self._word("as") or self._name())

    def _table(self) -> bool:
        if not (self._brackets() if self._peek() == "(" else self._name()):
            return False
        if self._word("as"):
            return self._name()
        alias = self._peek()
        if alias.isalnum() and alias not in _RESERVED and re.search(rf"(?i)\b{alias}\.\w", self._text):
            self._take()
        return True

    def _join(self) -> bool:
        before = self.end
        while self._peek() in _JOINS - {"join"}:
            self._take()
        if not (self._word("join") and self._table()):
            self.end = before
            return False
        if self._word("using"):
            return self._brackets()
        return not self._word("on") or self._expression()

    def _where(self) -> bool:
        return not self._word("where") or self._expression()

    def _grouped(self) -> bool:
        if self._words("group", "by") and not self._several(self._expression):
            return False
        return not self._word("having") or self._expression()

    def _ordered(self) -> bool:
        def sorted_by() -> bool:
            return self._expression() and (self._word("asc") or self._word("desc") or True)

        return not self._words("order", "by") or self._several(sorted_by)

    def _limited(self) -> bool:
        return (not self._word("limit") or self._value()) and (not self._word("offset") or self._value())

    def _united(self) -> bool:
        before = self.end
        if self._word("union"):
            self._word("all")
            if not (self._word("select") and self._select()):
                self.end = before
        return True

    def _returned(self) -> bool:
        return not self._word("returning") or self._several(self._column)

    def _several(self, read: Callable[[], bool]) -> bool:
        """One or more, with commas between; a comma that nothing of the kind follows belongs to the sentence."""
        if not read():
            return False
        while self._peek() == ",":
            before = self.end
            self._take()
            if not (self._is_listed() and read()):
                self.end = before
                break
        return True

    def _is_listed(self) -> bool:
        """“…, then mail”: whether what follows a comma can be one more of the list, and no sentence."""
        following = re.match(r"\s*([^\W\d]\w*)\s+([^\W\d]\w*)", self._text[self.end :])
        if following is None or following.group(2).lower() in _RESERVED | _WORD_SIGNS:
            return True
        return following.group(1).lower() in _BEFORE_VALUE | {"case"}

    def _expression(self) -> bool:
        """Values with signs between them: `a = 1 and b like 'x%'`."""
        if not self._value():
            return False
        while True:
            before = self.end
            if self._peek() in {"and", "or"}:
                self._take()
                if not (self._value() and (self._sign() or self._text[before:].lstrip()[4:].startswith("("))):
                    self.end = before
                    return True
                continue
            if not self._sign():
                self.end = before
                return True

    def _sign(self) -> bool:
        """A sign with what stands behind it."""
        before = self.end
        negated = self._word("not")
        sign = self._peek()
        if sign in _SIGNS and not negated:
            self._take()
            if self._value():
                return True
        elif sign in _WORD_SIGNS:
            self._take()
            if self._compared(sign):
                return True
        self.end = before
        return False

    def _compared(self, sign: str) -> bool:
        match sign:
            case "in":
                return self._peek() == "(" and self._brackets()
            case "is":
                self._word("not")
                return self._peek() in {"null", "true", "false"} and bool(self._take())
            case "between":
                return self._value() and self._word("and") and self._value()
            case _:
                return self._value()

    def _value(self) -> bool:
        while self._peek() in _BEFORE_VALUE:
            spanned = self._take() == "interval"
            if spanned:
                return self._value() and (not _UNITS.fullmatch(self._peek()) or bool(self._take()))
        first = self._peek()
        if first == "(":
            return self._brackets()
        if first == "case":
            return self._case()
        if first == "-":
            self._take()
            first = self._peek()
        if not first or first in _RESERVED or not re.match(r"[\w'\"`:$@?{*]", first):
            return False
        self._take()
        if self._text[self.end : self.end + 1] == "(":
            return self._brackets()
        return True

    def _case(self) -> bool:
        closing = re.compile(r"\bend\b", re.IGNORECASE).search(self._text, self.end)
        if closing is None:
            return False
        self.end = closing.end()
        return True

    def _brackets(self) -> bool:
        """What stands in brackets, whatever it is."""
        if self._peek() != "(":
            return False
        depth = 0
        while lexeme := self._take():
            depth += (lexeme == "(") - (lexeme == ")")
            if not depth:
                return True
        return False

    def _name(self) -> bool:
        lexeme = self._peek()
        return lexeme not in _RESERVED and bool(re.match(r"[\w\"`]", lexeme)) and bool(self._take())

    def _words(self, *words: str) -> bool:
        before = self.end
        if all(self._word(word) for word in words):
            return True
        self.end = before
        return False

    def _word(self, word: str) -> bool:
        return self._peek() == word and bool(self._take())

    def _peek(self) -> str:
        match = _LEXEME.match(self._text, self.end)
        return match.group("it").lower() if match is not None else ""

    def _take(self) -> str:
        match = _LEXEME.match(self._text, self.end)
        if match is None:
            return ""
        self.end = match.end()
        return match.group("it").lower()
