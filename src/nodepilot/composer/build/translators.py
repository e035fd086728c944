"""Services that translate: where they put what they made of a text, and how they write a language."""

from __future__ import annotations

TRANSLATED = {
    "n8n-nodes-base.deepL": "text",
    "n8n-nodes-base.googleTranslate": "translatedText",
}
"""The field of the translated text, by node type."""
_WITH_COUNTRY = {"EN": "EN-US", "PT": "PT-PT"}


def language_for(node_type: str, code: str) -> str:
    """A language's code ("en", "EN-GB") as that service writes it."""
    if not node_type.endswith(".deepL"):
        return code.split("-", maxsplit=1)[0].lower()
    return _WITH_COUNTRY.get(code.upper(), code.upper())
