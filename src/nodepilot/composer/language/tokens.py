"""Text to tokens. Every token knows its place in the request, whatever was normalised in it.

tokenise("post to #news -> Slack")
# word post, word to, channel #news, arrow ->, word Slack
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from nodepilot.composer.language.queries import find_queries
from nodepilot.composer.language.selectors import find_selectors
from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass


class Kind(StrEnum):
    """What a token is by its form alone."""

    WORD = "word"
    NUMBER = "number"
    PUNCT = "punct"
    ARROW = "arrow"
    URL = "url"
    EMAIL = "email"
    CHANNEL = "channel"
    HANDLE = "handle"
    QUOTED = "quoted"
    PATH = "path"
    FILE = "file"
    DOTTED = "dotted"
    SLUG = "slug"
    REPO = "repo"
    TIME = "time"
    MONEY = "money"
    JSON = "json"
    QUERY = "query"
    SELECTOR = "selector"
    NEWLINE = "newline"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as written, `norm` in lower case without accents, `start`/`end` in the request."""

    text: str
    norm: str
    start: int
    end: int
    kind: Kind = Kind.WORD

    @property
    def is_literal(self) -> bool:
        """A value that goes into a parameter as it stands."""
        return self.kind in LITERAL_KINDS


LITERAL_KINDS = frozenset(
    {
        Kind.URL,
        Kind.EMAIL,
        Kind.CHANNEL,
        Kind.HANDLE,
        Kind.QUOTED,
        Kind.PATH,
        Kind.FILE,
        Kind.DOTTED,
        Kind.SLUG,
        Kind.REPO,
        Kind.JSON,
        Kind.QUERY,
        Kind.SELECTOR,
    },
)

METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
"""How an address is called over HTTP, as written."""
_FILE_ENDINGS = "csv|tsv|pdf|xlsx?|ods|json|xml|zip|gz|txt|md|html?|docx?|pptx?|png|jpe?g|gif|webp|svg|mp[34]|wav|ics|log|sql|ya?ml"

_PAIR = r"\"?[A-Za-z_][\w-]*\"?\s*:\s*(?:\"[^\"\n]{0,400}\"|-?\d+(?:\.\d+)?|true|false|null)"

_RULES: tuple[tuple[Kind, str], ...] = (
    (Kind.NEWLINE, r"[ \t]*\r?\n\s*"),
    (
        Kind.URL,
        r"https?://(?:\{\{?\w+\}\}?|[^\s<>\"'`{]|\{(?!\{?\w+\}))*(?:\{\{?\w+\}\}?|[^\s<>\"'`.,;:!?)\]}{])|www\.[a-z0-9-]+\.[^\s<>\"'`]*[^\s<>\"'`.,;:!?)\]}]",
    ),
    (Kind.JSON, rf"\{{\s*{_PAIR}(?:\s*,\s*{_PAIR})*\s*\}}"),
    (Kind.EMAIL, r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    (
        Kind.QUOTED,
        (
            r"(?<![\w:]):[a-z+-][a-z0-9_+-]*:(?![\w/])|\"[^\"\n]{1,2000}\"|“[^”\n]{1,2000}”|„[^“”\n]{1,2000}[“”]|«[^»\n]{1,2000}»|`[^`\n]{1,2000}`"
            r"|(?<![\w])'[^'\n]{1,400}'(?![\w])|(?<![\w])‘[^’\n]{1,400}’(?![\w])"
        ),
    ),
    (Kind.ARROW, r"-{1,2}>|={1,2}>|→|➜|➔|⇒|»|>>+|(?<=\s)>(?=\s*[A-Za-z])"),
    (Kind.CHANNEL, r"\#[A-Za-zÀ-ÿ0-9_][\wÀ-ÿ-]*"),
    (
        Kind.HANDLE,
        r"(?<![\w.])@[A-Za-z_][\w.-]*\w|(?<![\w.@])[A-Za-z][\w.+-]+@(?=[\s,;:.)]|$)|(?<![\w/])/?r/[A-Za-z0-9_]{2,}(?![\w/])",
    ),
    (
        Kind.PATH,
        r"(?<![\w.])(?:~|\.{1,2})?/[\w.*{}:-]+(?:/[\w.*{}:-]+)*/?(?<![.:])(?:\?[\w.*{}=&-]+(?<![.:]))?|[A-Z]:\\[\w.\\-]+",
    ),
    (
        Kind.MONEY,
        r"(?:[$€£¥]|US\$|R\$)\s?\d[\d.,\u00a0]*(?<![.,])\s?[kKmM]?\b|\d[\d.,]*(?<![.,])\s?[kKmM]?\s?(?:[$€£¥](?!\w)|(?:usd|eur|gbp|chf|brl|euros?|dollars?|dolares|reais|pounds?|bucks|francs?)\b)",
    ),
    (
        Kind.TIME,
        r"\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\b\.?)|\d{1,2}\s?(?:[ap]\.?m\b\.?)|\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:uhr|hrs?|h)\b)?|\d{1,2}\s?h\s?\d{2}\b|\d{1,2}\s?(?:uhr|h)\b(?!\w)",
    ),
    (Kind.FILE, rf"(?<![\w/])[\w*-][\w.*-]*\.(?:{_FILE_ENDINGS})\b"),
    (Kind.REPO, r"(?<![\w/])(?![wW]/)[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*(?<![.])(?![\w/])"),
    (
        Kind.DOTTED,
        "|".join(
            (
                rf"(?<=\s)\.(?!(?:{_FILE_ENDINGS})\b)[a-z]{{2,5}}\b",
                r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])|(?<![\w.])(?:\$json\.)?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?![\w])",
            )
        ),
    ),
    (
        Kind.NUMBER,
        r"(?!\d{4}-\d\d-\d\d\b)(?:(?:(?<=[a-zü] )-(?=\d+(?![\d-])))?\d+(?:[.,]\d+)*(?:st|nd|rd|th|º|ª|er|e)?(?![A-Za-z0-9_])|\d+(?:[.,]\d+)*(?=(?:px|mins?|min|secs?|hrs?|h|m|s|d|k|mb|kb|gb|%|x|ms|days?|hours?)\b))",
    ),
    (
        Kind.SLUG,
        r"\b(?:d{1,2}|m{1,2}|y{4})(?P<sign>[/-])(?:d{1,2}|m{1,2})(?P=sign)(?:d{1,2}|m{1,2}|y{2,4})\b|[A-Za-z][\w-]*(?::[A-Za-z0-9*][\w*-]*)+(?![:\w])|[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+|[A-Z]{2,}-\d+|[A-Za-z]*\d[\w-]*",
    ),
    (
        Kind.WORD,
        "|".join(
            (
                rf"(?<!\S)\.(?:{_FILE_ENDINGS})\b",
                r"\bo['’]clock\b|\bw/o\b|\bw/(?=\s|[A-Za-z])|[A-Za-zÀ-ÖØ-öø-ÿŒœ]+(?:['’.](?:[A-Za-zÀ-ÿ]{1,3})\b(?!\.\w))?(?:-[A-Za-zÀ-ÿ0-9]+)*(?:\+\+|\#)?",
            )
        ),
    ),
    (Kind.PUNCT, r"\.\.\.|!=+|[^\sA-Za-z0-9]"),
)
_SCANNER = re.compile("|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in _RULES), re.IGNORECASE)

_PLAIN = re.compile(r" ?([A-Za-z]+)(?=[ ,]|\Z)")
"""Most words: nothing else can begin with letters alone that end there."""

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "\u00a0": " "})


def fold(text: str) -> str:
    """Lower case, plain apostrophes, accents removed (`É` → `e`, `ß` → `ss`)."""
    if text.isascii():
        return text.lower()
    folded = text.translate(_APOSTROPHES).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


_BULLET = re.compile(r"(?:^|\n)[ \t]*(?:\d{1,2}[.)]|[-*•–])[ \t]+")


def tokenise(text: str) -> list[Token]:
    """All tokens of the text in order; white space and bullets are skipped, line breaks are kept."""
    tokens: list[Token] = []
    bullets = {match.start(): match.end() for match in _BULLET.finditer(text)}
    code = _code(text)
    place = 0
    while True:
        start = len(text) - len(text[place:].lstrip()) if code else 0
        if (literal := code.get(start)) is not None:
            tokens.append(literal)
            place = literal.end
            continue
        if (plain := _PLAIN.match(text, place)) is not None:
            place = plain.end()
            word = plain.group(1)
            tokens.append(Token(word, word.lower(), plain.start(1), place, Kind.WORD))
            continue
        if (match := _SCANNER.search(text, place)) is None:
            return tokens
        bullet = next((end for start, end in bullets.items() if start <= match.start() < end), None)
        if bullet is not None:
            if text[match.start()] == "\n" or tokens:
                tokens.append(Token("\n", "\n", match.start(), match.start() + 1, Kind.NEWLINE))
            place = bullet
            bullets = {start: end for start, end in bullets.items() if end > bullet}
            continue
        place = match.end()
        kind = Kind[match.lastgroup or "PUNCT"]
        written = match.group()
        if kind is Kind.NEWLINE:
            tokens.append(Token("\n", "\n", match.start(), match.end(), kind))
            continue
        if kind is Kind.WORD and _DAYS_JOINED.fullmatch(written):
            # "Mon-Fri": two days and what joins them.
            tokens.extend(_split(written, match.start(), "-"))
            continue
        if kind is Kind.REPO and _FILE.search(written):
            kind = Kind.PATH
        if kind is Kind.REPO and not _is_repo(written):
            tokens.extend(_split(written, match.start(), "/"))
            continue
        if written.lower() in {"w/", "w/o"}:
            tokens.append(
                Token(written, "with" if len(written) == 2 else "without", match.start(), match.end())
            )
            continue
        if kind is Kind.WORD and written.startswith("."):
            # "all .csv files": the kind, no full stop.
            name = fold(written)
            tokens.append(
                Token(written, name if name == ".txt" else name[1:], match.start(), match.end(), kind)
            )
            continue
        if kind is Kind.SLUG and written.isalpha():
            kind = Kind.WORD
        tokens.append(Token(written, fold(written), match.start(), match.end(), kind))


def _code(text: str) -> dict[int, Token]:
    """What stands there in a language of its own, by its place: queries, CSS selectors."""
    found = [Token(text[a:b], fold(text[a:b]), a, b, Kind.QUERY) for a, b in find_queries(text)]
    found += [Token(css, fold(css), a, b, Kind.SELECTOR) for a, b, css in find_selectors(text)]
    return {token.start: token for token in found}


_FILE = Pattern(rf"\.(?:{_FILE_ENDINGS})$", re.IGNORECASE)
"""`docs/setup.md` is a file in a folder, no repository."""
_DAYS = "mon|tues?|wed|thu(?:rs)?|fri|sat|sun"
_DAYS_JOINED = re.compile(rf"(?:{_DAYS})-(?:{_DAYS})", re.IGNORECASE)
_SLASH_WORDS = frozenset(
    "and or w with n in out his her he she him read write name email phone first last low medium high yes no true "
    "false before after mon tue tues wed thu thurs fri sat sun day week month year hour min start end to from of und oder et ou y o e".split(),
)


_CHOICES = ({"yes", "no"}, {"ja", "nein"}, {"si", "no"}, {"oui", "non"}, {"sim", "nao"}, {"true", "false"})


_CODE = 3
"""Letters of a currency's code."""


def _is_repo(written: str) -> bool:
    """`acme/website` names a repository; `and/or`, `w/o`, `24/7`, `name/email`, `EUR/USD` do not."""
    left, _, right = written.partition("/")
    if len(left) == len(right) == _CODE and written.isupper():
        return False
    if left.isdigit() or right.isdigit() or len(left) < 2 or len(right) < 2:
        return False
    if {left.lower(), right.lower()} in _CHOICES:
        return False
    return left.lower() not in _SLASH_WORDS and right.lower() not in _SLASH_WORDS


def _split(written: str, start: int, sign: str) -> list[Token]:
    left, _, right = written.partition(sign)
    middle = start + len(left)
    return [
        *_shift(tokenise(left), start),
        Token(sign, sign, middle, middle + 1, Kind.PUNCT),
        *_shift(tokenise(right), middle + 1),
    ]


def _shift(tokens: list[Token], by: int) -> list[Token]:
    return [Token(t.text, t.norm, t.start + by, t.end + by, t.kind) for t in tokens]
