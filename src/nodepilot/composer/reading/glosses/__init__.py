"""A request of another language told in English, word by word and in English order.

It is one more wording of the request (see `composer.surest`): what English requests are read with serves all languages
then, and a word that nobody knows counts as lost. Texts go back into the request's own words.
"""

from nodepilot.composer.reading.glosses.dictionary import ONLY_GLOSSED
from nodepilot.composer.reading.glosses.own_words import in_own_words
from nodepilot.composer.reading.glosses.wording import in_english

__all__ = ["ONLY_GLOSSED", "in_english", "in_own_words"]
