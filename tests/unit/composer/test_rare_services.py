"""Requests to services that are seldom named, each for a mechanism that serves others too."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import nodes, parameters, types


@pytest.mark.parametrize(
    ("request_", "trigger"),
    [
        ("When a KoboToolbox form is submitted, insert a row in Microsoft SQL", "koBoToolboxTrigger"),
        ("When a LinkedIn invite fails in Lemlist, create a task in Todoist", "lemlistTrigger"),
        ("When our form is submitted, insert a row in Microsoft SQL", "formTrigger"),
    ],
)
def test_the_service_that_has_the_event_tells_of_it(request_: str, trigger: str) -> None:
    assert types(request_)[0] == trigger


def test_registering_for_an_event_is_an_order() -> None:
    request_ = "When somebody registers for my Eventbrite event, create a contact in GetResponse"
    assert parameters(request_, "eventbriteTrigger")["actions"] == ["order.placed"]


@pytest.mark.parametrize(
    ("request_", "domain", "service"),
    [
        ("Every day at 18:30 turn the lights on in Home Assistant", "light", "turn_on"),
        (
            "When a message arrives on MQTT topic home/door turn off the heating in Home Assistant",
            "climate",
            "turn_off",
        ),
        ("Every evening at 22:00 send a Home Assistant notification", "notify", "notify"),
    ],
)
def test_a_smart_home_is_told_what_to_do(request_: str, domain: str, service: str) -> None:
    made = parameters(request_, "homeAssistant")
    assert (made["operation"], made["domain"], made["service"]) == ("call", domain, service)


def test_a_message_and_a_row_are_two_places() -> None:
    made = types("MQTT message on topic a/b -> Home Assistant notification and a row in Google Sheets")
    assert [each for each in made if each in {"homeAssistant", "googleSheets"}] == [
        "homeAssistant",
        "googleSheets",
    ]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "Every morning show me my free slots from the HighLevel calendar by email",
            ["scheduleTrigger", "highLevel", "aggregate", "gmail"],
        ),
        (
            "Every day at 9 post the list of today's Google Calendar events to Webex",
            ["scheduleTrigger", "googleCalendar", "aggregate", "ciscoWebex"],
        ),
        (
            "Each month on the last Friday at noon generate a report of closed Jira issues and send it to boss@firm.example",
            ["scheduleTrigger", "jira", "aggregate", "gmail"],
        ),
        (
            "Chaque jour à 18h, enregistre le nombre d'abonnés Mailchimp dans une feuille Google Sheets",
            ["scheduleTrigger", "mailchimp", "summarize", "googleSheets"],
        ),
        (
            "Täglich um 6 Uhr die Datei /backup/db.sql per SFTP nach Google Drive kopieren",
            ["scheduleTrigger", "ftp", "googleDrive"],
        ),
        (
            "Text me if https://checkout.acme.example is down, test it every two minutes",
            ["scheduleTrigger", "httpRequest", "if", "twilio"],
        ),
        (
            "Keep my HubSpot contacts and Mailchimp list in sync",
            ["hubspotTrigger", "hubspot", "mailchimp"],
        ),
        (
            'When a Gmail with the label "Receipts" arrives, save its PDF attachment in Google Drive',
            ["gmailTrigger", "googleDrive"],
        ),
        (
            "Wenn eine neue Mail mit Anhang in Gmail ankommt, speichere den Anhang in Nextcloud",
            ["gmailTrigger", "nextCloud"],
        ),
        (
            "When a webhook with a new user arrives, update the user in Microsoft Entra ID",
            ["webhook", "microsoftEntra"],
        ),
    ],
)
def test_the_steps_are_those_asked_for(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


def test_counting_counts_what_is_always_there() -> None:
    made = parameters("Every Monday post the number of open Zendesk tickets to Slack", "summarize")
    assert made["fieldsToSummarize"]["values"][0]["field"] == "id"


def test_a_phone_gets_the_text_message() -> None:
    made = parameters(
        "When an Onfleet task is delayed send an sms to the customer with MessageBird", "messageBird"
    )
    assert "phone" in made["recipients"].lower()


def test_an_address_goes_where_one_is_asked_for() -> None:
    made = parameters(
        "Every Friday get the statistics of https://sho.rt/x from Yourls and email me", "yourls"
    )
    assert (made["operation"], made["shortUrl"]) == ("stats", "https://sho.rt/x")


def test_brackets_hold_the_fields_of_a_form() -> None:
    made = parameters(
        "I need a form where employees ask for equipment (name, item, reason); every request becomes a Jira ticket",
        "formTrigger",
    )
    assert [field["fieldLabel"] for field in made["formFields"]["values"]] == ["Name", "Item", "Reason"]


def test_old_files_are_told_by_when_they_were_changed() -> None:
    request_ = "Every night delete the files older than 30 days from my Dropbox folder /tmp"
    (condition,) = parameters(request_, "filter")["conditions"]["conditions"]
    assert "lastModifiedServer" in condition["leftValue"]


def test_the_five_newest_are_five() -> None:
    request_ = "Daily at 7am: the five newest articles from https://news.example/feed/ by email"
    assert parameters(request_, "limit")["maxItems"] == 5
    assert [n for n in nodes(request_) if n["type"].endswith("rssFeedRead")]


def test_a_channel_is_told_and_not_changed() -> None:
    request_ = "Each new row in MySQL table orders should be sent to our Mattermost channel orders"
    made = parameters(request_, "mattermost")
    assert made.get("resource", "message") == "message"
    assert made.get("operation", "post") == "post"


def test_what_it_becomes_tells_the_operation() -> None:
    request_ = "Whenever a new file appears in OneDrive, upload it to Confluence as a page"
    made = parameters(request_, "confluence")
    assert (made.get("resource", "page"), made.get("operation", "create")) == ("page", "create")


def test_how_far_a_field_reaches_is_no_field() -> None:
    request_ = "Show a form for feedback with rating 1-5 and comment, save it into Notion"
    fields = parameters(request_, "formTrigger")["formFields"]["values"]
    assert [field["fieldLabel"] for field in fields] == ["Rating", "Comment"]


def test_mails_of_one_sender_are_asked_for() -> None:
    request_ = "Evry 15 min chek my Outlook inbox for mails from boss@corp.example and fwd them to Telegram"
    made = parameters(request_, "microsoftOutlook")
    assert made["filtersUI"]["values"]["filters"]["sender"] == "boss@corp.example"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("read an RSS feed", ["manualTrigger", "rssFeedRead"]),
        ("read the RSS feed https://a.example/feed", ["manualTrigger", "rssFeedRead"]),
        ("read a CSV file", ["manualTrigger", "readWriteFile", "extractFromFile"]),
        (
            "read an excel file and insert each row into Postgres",
            ["manualTrigger", "readWriteFile", "extractFromFile", "postgres"],
        ),
        (
            "a bot on telegram that tells me the weather",
            ["telegramTrigger", "openWeatherMap", "telegram"],
        ),
        ("When a new blog post is published, tweet the link", ["rssFeedReadTrigger", "twitter"]),
        (
            "When our error workflow catches a failure, open a GitHub issue",
            ["errorTrigger", "github"],
        ),
    ],
)
def test_few_words_are_enough(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


def test_who_is_spoken_of_gets_the_mail() -> None:
    request_ = "Wenn in Zendesk ein Ticket erstellt wird, schicke dem Kunden eine E-Mail"
    assert "requester.email" in parameters(request_, "gmail")["sendTo"]


def test_a_state_that_something_is_marked_as() -> None:
    made = parameters("When an invoice is paid in Stripe, mark the deal as won in Pipedrive", "pipedrive")
    assert made["updateFields"]["status"] == "won"


def test_archived_cards_are_closed() -> None:
    made = parameters(
        "Every Sunday at 20:00 archive all cards of my Trello list Done", "trello", name="Update"
    )
    assert made["updateFields"]["closed"] is True


def test_what_happens_to_a_message_is_heard() -> None:
    request_ = "When somebody reacts to a Slack message, add a row to my Google Sheet"
    assert parameters(request_, "slackTrigger")["trigger"] == ["reaction_added"]


def test_a_table_may_be_called_like_a_kind_of_tool() -> None:
    request_ = "Log each new Cal.com booking in a Supabase table bookings"
    assert parameters(request_, "supabase")["tableId"] == "bookings"


@pytest.mark.parametrize(
    "request_",
    [
        "When a file lands in my Google Drive folder Scans, send it to me on Telegram",
        "Send new PDFs from my Dropbox folder /in to Telegram",
    ],
)
def test_a_file_is_sent_as_a_file(request_: str) -> None:
    assert parameters(request_, "telegram")["operation"] == "sendDocument"


def test_the_link_of_what_was_made_is_posted() -> None:
    request_ = "Create a Zoom meeting every Monday at 10 and post the join link to Slack #team"
    assert "join_url" in parameters(request_, "slack")["text"]


def test_starred_mails_are_asked_for() -> None:
    made = parameters("When I star a mail in Gmail add it to Todoist", "gmailTrigger")
    assert made["filters"]["q"] == "is:starred"


def test_tweets_of_an_account() -> None:
    made = parameters("Get the latest tweet of @n8n_io every day and post it to Slack", "twitter")
    assert made["searchText"] == "from:n8n_io"


def test_being_done_is_no_condition() -> None:
    request_ = (
        'Every night at 3 run the command "pg_dump shop" over SSH and tell me on Pushover when it is done'
    )
    assert types(request_) == ["scheduleTrigger", "ssh", "pushover"]


def test_what_is_created_is_no_condition_in_german() -> None:
    request_ = "Wenn ein neues Produkt in Shopify angelegt wird, poste es in Slack"
    assert types(request_) == ["shopifyTrigger", "slack"]


def test_a_server_is_told_and_gets_no_channel() -> None:
    made = parameters("Publish each AWS SNS message on the Discord server", "discord")
    assert made.get("resource", "message") == "message"


def test_a_wish_is_what_is_said() -> None:
    request_ = "Every year on December 20th wish the team happy holidays in Slack"
    assert parameters(request_, "slack")["text"] == "Happy holidays"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "Every hour: Postgres table signups -> Google Sheets",
            ["scheduleTrigger", "postgres", "googleSheets"],
        ),
        (
            "Every Monday at 8: Airtable -> Postgres table people",
            ["scheduleTrigger", "airtable", "postgres"],
        ),
    ],
)
def test_what_stands_first_behind_a_time_is_read(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected
    assert parameters(request_, expected[1])["operation"] in {"select", "search"}


def test_a_random_joke_is_one_joke() -> None:
    assert types("Every Friday at noon post a random dad joke in #random on Slack") == [
        "scheduleTrigger",
        "httpRequest",
        "slack",
    ]


def test_answers_are_kept_under_a_key() -> None:
    request_ = "Fetch https://api.acme.example/stats every 10 minutes and cache the answer in Redis under the key stats"
    made = parameters(request_, "redis")
    assert (made["operation"], made["key"]) == ("set", "stats")


def test_only_what_is_meant_is_deleted() -> None:
    request_ = "Delete the completed tasks in Google Tasks every Sunday at 22:00"
    assert types(request_) == ["scheduleTrigger", "googleTasks", "filter", "googleTasks"]


def test_closing_a_ticket_closes_it() -> None:
    made = parameters("Every night close the solved tickets in Zendesk", "zendesk", name="Update")
    assert made["updateFields"] == {"status": "closed"}


def test_scaling_is_no_matter_of_pictures() -> None:
    request_ = "Every day at 5 am scale up: invoke the AWS Lambda function warmup"
    assert types(request_) == ["scheduleTrigger", "awsLambda"]


def test_labels_of_an_issue_are_a_list() -> None:
    made = parameters('When a webhook arrives create a GitHub issue with the label "stale"', "github")
    assert made["labels"] == [{"label": "stale"}]
