"""The same request in the order that is read most surely: what starts it first, then conditions, then orders.

People turn sentences: "the summary should be saved on the contact", "forward it, unless it is spam", "a Slack alert for
every failed payment". Here such a sentence becomes "save the summary on the contact", "if it is spam …", "for every failed
payment send a Slack alert". Whether that is read more surely than the request is not decided here. English alone.
"""

from nodepilot.composer.reading.plain.wordings import certain_wording, plain_wordings

__all__ = ["certain_wording", "plain_wordings"]
