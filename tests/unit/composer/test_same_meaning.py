"""What is meant does not hang on how it is said: other words, order, case, language, marks, politeness."""

from __future__ import annotations

import pytest

from nodepilot.pipeline.builtin import run_builtin

STRIPE = ("stripeTrigger", "googleSheets", "slack")
ISSUES = ("scheduleTrigger", "github", "gmail")
FORM = ("formTrigger", "if", "hubspot", "slack")

SAYINGS = [
    (STRIPE, "When a payment succeeds in Stripe, add a row to Google Sheets and post it to Slack #sales"),
    (STRIPE, "when a payment succeeds in stripe add a row to google sheets and post it to slack #sales"),
    (STRIPE, "WHEN A PAYMENT SUCCEEDS IN STRIPE, ADD A ROW TO GOOGLE SHEETS AND POST IT TO SLACK #SALES"),
    (STRIPE, "Add a row to Google Sheets and post it to Slack #sales when a payment succeeds in Stripe"),
    (STRIPE, "stripe payment succeeded -> google sheets -> slack #sales"),
    (STRIPE, "Could you please build me a workflow: when a payment succeeds in Stripe, add a row to Google Sheets and post it to Slack #sales? Thank you!"),
    (STRIPE, "When a payment suceeds in Stripe, add a row to Gogle Sheets and post it to Slak #sales"),
    (STRIPE, "Cuando un pago se complete en Stripe, añade una fila a Google Sheets y publícalo en Slack #sales"),
    (STRIPE, "Wenn eine Zahlung in Stripe erfolgreich ist, füge eine Zeile in Google Sheets hinzu und poste es in Slack #sales"),
    (STRIPE, "Quand un paiement réussit dans Stripe, ajoute une ligne dans Google Sheets et publie-le dans Slack #sales"),
    (STRIPE, "Quando um pagamento for aprovado no Stripe, adicione uma linha no Google Sheets e publique no Slack #sales"),
    (ISSUES, "Every Monday at 8:00 get the open issues of the GitHub repo acme/app and email them to me with Gmail"),
    (ISSUES, "email me the open issues of the github repo acme/app every monday at 8:00 with gmail"),
    (ISSUES, "Mondays 8am: open issues from GitHub repo acme/app -> Gmail"),
    (ISSUES, "Jeden Montag um 8 Uhr die offenen Issues aus dem GitHub-Repo acme/app holen und mir per Gmail schicken"),
    (ISSUES, "Cada lunes a las 8 obtén los issues abiertos del repo acme/app de GitHub y envíamelos por Gmail"),
    (FORM, "When a form is submitted, if the budget is above 5000 create a contact in HubSpot, otherwise tell Slack #leads"),
    (FORM, "when a form is submitted: budget over 5000 -> contact in hubspot, otherwise -> slack #leads"),
    (FORM, "Wenn ein Formular abgeschickt wird: bei einem Budget über 5000 einen Kontakt in HubSpot anlegen, sonst eine Nachricht an Slack #leads"),
    (FORM, "Quand un formulaire est envoyé, si le budget dépasse 5000 crée un contact dans HubSpot, sinon envoie un message à Slack #leads"),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "request_text"), SAYINGS, ids=[text[:40] for _, text in SAYINGS])
def test_every_saying_becomes_the_same_steps(wanted: tuple[str, ...], request_text: str) -> None:
    workflow = run_builtin(request_text).workflow
    assert workflow is not None
    types = [node["type"].rpartition(".")[2] for node in workflow["nodes"]]
    assert [each for each in wanted if each not in types] == []
    starts = [each for each in types if each.endswith("Trigger") or each == "webhook"]
    assert starts == [wanted[0]]


TAKEN = [
    (("rssFeedReadTrigger", "microsoftTeams"), "Our Microsoft Teams channel should get every new article that is published in https://blog.acme.com/feed.xml"),
    (("microsoftOneDriveTrigger", "awsS3"), "The S3 bucket company-backup should get a copy of every new file in my OneDrive folder"),
    (("telegramTrigger", "airtable"), "save to airtable the text of messages i get in telegram"),
    (("rssFeedReadTrigger", "telegram"), "send to Telegram the new posts of https://a.example/rss"),
    (("gmailTrigger", "googleDrive"), "save the receipts that arrive via email in a Google Drive folder"),
    (("scheduleTrigger", "openWeatherMap", "telegram"), "each morning send me on Telegram the weather in Lyon"),
    (("scheduleTrigger", "pipedrive", "aggregate", "slack"), "every Monday make a list of the open deals in Pipedrive and post it to Slack"),
    (("mqttTrigger", "if", "pushover"), "when the temperature of the sensor (MQTT topic a/b) rises over 30 degrees, alert me via Pushover"),
    (("errorTrigger", "slack"), "any wf fails -> slack #n8n-errors w/ wf name n error msg"),
    (("zendeskTrigger", "if", "pagerDuty"), "zendesk tkt high prio -> pagerduty"),
    (("zendeskTrigger", "if", "pagerDuty"), "Open a PagerDuty incident for Zendesk tickets with high priority"),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "request_text"), TAKEN, ids=[text[:40] for _, text in TAKEN])
def test_what_is_named_first_need_not_start_it(wanted: tuple[str, ...], request_text: str) -> None:
    workflow = run_builtin(request_text).workflow
    assert workflow is not None
    types = [node["type"].rpartition(".")[2] for node in workflow["nodes"]]
    assert tuple(each for each in types if each in wanted) == wanted
    assert types[0] == wanted[0]


@pytest.mark.parametrize(
    ("request_text", "parameter", "value"),
    [
        ("new gcal event -> outlook calendar", "resource", "event"),
        ("Put every new Calendly booking into my Outlook calendar", "resource", "event"),
        ("kafka user-signups > elasticsearch", "topic", "user-signups"),
        ("rabbitmq orders -> mongo", "queue", "orders"),
    ],
)
def test_what_the_place_is_called_counts(request_text: str, parameter: str, value: str) -> None:
    workflow = run_builtin(request_text).workflow
    assert workflow is not None
    assert value in [node["parameters"].get(parameter) for node in workflow["nodes"]]
