"""Why a file is not taken."""

from __future__ import annotations

from nodepilot.errors import UserError
from nodepilot.sentences import later, say

LARGEST_FILE = 10_000_000
"""Bytes."""
LARGEST_PICTURE = 3_900_000
"""Bytes: five megabytes in the form in which it is sent, which every provider takes."""
MOST_FILES = 5
"""With one message."""
MOST_KEPT = 50_000_000
"""Bytes of all files that one person has here."""

ALLOWED = later("n8n workflows and other JSON, CSV, plain text, Markdown and PDF, up to 10 MB each")


class FileRefused(UserError):
    """The file cannot be taken as it is. `code` is stable."""

    def __init__(self, code: str, message: str, next_step: str) -> None:
        super().__init__(message, next_step=next_step)
        self.code = code


def empty_file() -> FileRefused:
    return FileRefused(
        "EMPTY_FILE", say("The file is empty."), say("Allowed are {allowed}.", allowed=say(ALLOWED))
    )


def too_large() -> FileRefused:
    return FileRefused(
        "FILE_TOO_LARGE",
        say("The file is larger than 10 MB."),
        say("Send a part of it; of a table the first rows are enough."),
    )


def unknown_kind() -> FileRefused:
    return FileRefused(
        "FILE_TYPE_NOT_ALLOWED",
        say("This kind of file cannot be read here."),
        say(
            "Allowed are {allowed}. A spreadsheet can be saved as CSV, a document as PDF.",
            allowed=say(ALLOWED),
        ),
    )


def picture() -> FileRefused:
    return FileRefused(
        "IMAGE_NOT_READ",
        say("Pictures cannot be read here: no model that sees is set up."),
        say("Say in words what the picture shows. Allowed are {allowed}.", allowed=say(ALLOWED)),
    )


def strange_picture() -> FileRefused:
    return FileRefused(
        "IMAGE_NOT_READ",
        say("Pictures of this kind cannot be read here."),
        say("Save it as PNG, JPEG, GIF or WebP, or say in words what it shows."),
    )


def large_picture() -> FileRefused:
    return FileRefused(
        "FILE_TOO_LARGE",
        say("The picture is larger than 3.9 MB."),
        say("Send a smaller one: of a screen, the part that matters is enough."),
    )


def unreadable_pdf(why: str) -> FileRefused:
    return FileRefused(
        "PDF_NOT_READABLE", why, say("Copy its text into the message, or send it as a text file.")
    )


def too_many() -> FileRefused:
    return FileRefused(
        "TOO_MANY_FILES",
        say("At most {count} files go with a message, and one workflow among them.", count=MOST_FILES),
        say("Send the others with another message."),
    )


def files_full() -> FileRefused:
    return FileRefused(
        "FILES_FULL",
        say("Your files take up all the room that there is for them (50 MB)."),
        say("Delete conversations whose files are no longer needed."),
    )
