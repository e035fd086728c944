"""The text of a PDF, read by a program of its own."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from nodepilot.files.errors import unreadable_pdf
from nodepilot.files.reading import Reading, of_text
from nodepilot.sentences import say

PROGRAM = Path(__file__).with_name("pdf_text.py")
LONGEST_WAIT = 25.0
"""Seconds; the program itself gives up earlier."""
LOCKED = 3
"""The program's exit code for a PDF with a password."""


async def read_pdf(content: bytes) -> Reading:
    """Raises `FileRefused` when there is no text to be had."""
    program = await asyncio.create_subprocess_exec(
        # Neither this process's environment nor its folder is the program's business.
        sys.executable,
        "-I",
        str(PROGRAM),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
        cwd="/",
    )
    try:
        async with asyncio.timeout(LONGEST_WAIT):
            output, _ = await program.communicate(content)
    except TimeoutError:
        raise unreadable_pdf(say("Reading this PDF takes too long.")) from None
    finally:
        if program.returncode is None:
            with suppress(ProcessLookupError):
                program.kill()
            await program.wait()
    if program.returncode == LOCKED:
        raise unreadable_pdf(say("This PDF needs a password."))
    if program.returncode != 0:
        raise unreadable_pdf(say("This PDF is damaged, or too large to read."))
    text = output.decode("utf-8", "replace")
    if not text.strip():
        raise unreadable_pdf(say("This PDF holds no text: it may be a scan."))
    return of_text("pdf", text)
