"""A program: a PDF comes in on standard input, its text goes out on standard output.

It runs by itself, within bounds of time and memory, because a PDF can be made to cost any amount of both.
Exit code 3 means that a password is needed, any other but 0 that it cannot be read.
"""

from __future__ import annotations

import io
import logging
import resource
import sys

from pypdf import PdfReader

MOST_MEMORY = 1_000_000_000
MOST_SECONDS = 15
MOST_PAGES = 300
LONGEST_TEXT = 60_000
LOCKED = 3


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    logging.disable(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    if reader.is_encrypted and not reader.decrypt(""):
        return LOCKED
    length = 0
    for number, page in enumerate(reader.pages):
        text = page.extract_text()
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n\n")
        length += len(text)
        if length > LONGEST_TEXT or number + 1 >= MOST_PAGES:
            break
    return 0


if __name__ == "__main__":
    sys.exit(main())
