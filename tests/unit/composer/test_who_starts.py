"""What starts a workflow where it could be taken for what is told, and the other way round."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.compose import compose


@pytest.mark.parametrize(
    ("request_", "nodes"),
    [
        ("Log every Telegram message my bot receives in a Google Sheet", ["telegramTrigger", "googleSheets"]),
        ("When a new message arrives, send a Slack message", ["webhook", "slack"]),
        ("When a new Slack message arrives, send a Telegram message", ["slackTrigger", "telegram"]),
        ("when new row in gogle sheets -> slak", ["googleSheetsTrigger", "slack"]),
        ("PayPal payment completed -> new record in Airtable", ["payPalTrigger", "airtable"]),
        ("For mails arriving in my Outlook post the subject to Slack", ["microsoftOutlookTrigger", "slack"]),
        (
            "Forward every text message that comes in on our Twilio number to ana@b.io by email",
            ["twilioTrigger", "gmail"],
        ),
        ("when sumone fills teh form send slak msg", ["formTrigger", "slack"]),
    ],
)
def test_the_nodes(request_: str, nodes: list[str]) -> None:
    plan = compose(request_, load_catalog()).plan
    assert plan is not None
    assert [step.node_type.rsplit(".", 1)[-1] for step in plan.steps] == nodes
