"""Lists left out of, cut down, one after the other; voices and pictures that a messenger brings."""

from __future__ import annotations

from tests.unit.composer.building import parameters, types


def test_some_of_a_list_are_left_out_and_nothing_is_deleted() -> None:
    request = "take new rows from Airtable, remove the ones without email and upsert them into Salesforce"
    assert parameters(request, "filter")["conditions"]["conditions"][0]["operator"]["operation"] == "notEmpty"
    assert "airtable" not in types(request)


def test_the_best_of_a_sorted_list() -> None:
    request = "Hole alle Bestellungen des letzten Monats aus WooCommerce, sortiere sie nach Betrag und schicke mir die Top 10 als CSV per Mail"
    made = types(request)
    assert made.index("sort") < made.index("limit") < made.index("convertToFile") < made.index("gmail")
    assert parameters(request, "sort")["sortFieldsUi"]["sortField"][0]["order"] == "descending"


def test_a_pause_between_makes_a_loop() -> None:
    request = "when a webhook delivers an array of orders, loop over them, wait 1 second between each and create them in Shopify"
    made = types(request)
    assert {"splitOut", "splitInBatches", "wait", "shopify"} <= set(made)
    assert parameters(request, "splitOut")["fieldToSplitOut"] == "body.orders"


def test_each_table_belongs_to_its_database() -> None:
    request = "join data from Postgres table users and MySQL table orders on user_id, then save to Snowflake"
    assert parameters(request, "postgres")["table"]["value"] == "users"
    assert parameters(request, "mySql")["table"]["value"] == "orders"


def test_a_voice_message_is_written_down() -> None:
    made = types("build a telegram bot which creates todoist tasks from voice messages")
    assert made == ["telegramTrigger", "openAi", "todoist"]


def test_a_picture_is_looked_at_before_values_are_taken_out() -> None:
    request = "extract name, company and phone from business card photos sent via Telegram and add to HubSpot"
    assert types(request)[:3] == ["telegramTrigger", "openAi", "informationExtractor"]


def test_what_a_model_writes_about_is_not_read() -> None:
    made = types("every week let AI write 3 tweet ideas about n8n and save in a google sheet")
    assert "n8n" not in made


def test_only_those_in_a_state_are_kept() -> None:
    request = 'read the Google Sheet "Members", keep only active ones and add them to Mailchimp'
    (test,) = parameters(request, "filter")["conditions"]["conditions"]
    assert (test["leftValue"], test["rightValue"]) == ("={{ $json.Status }}", "active")


def test_doubles_are_duplicates() -> None:
    made = types("Take all contacts from Brevo, remove doubles by email and save them as CSV in Dropbox")
    assert "removeDuplicates" in made
    assert made.count("sendInBlue") == 1


def test_the_id_of_a_channel_is_used() -> None:
    request = "summarize each new Youtube video of channel UC_x5XG1OV2P6uZZ5FSM9Ttw and post to Discord"
    assert parameters(request, "youTube")["filters"]["channelId"] == "UC_x5XG1OV2P6uZZ5FSM9Ttw"


def test_what_the_service_was_asked_is_not_filtered_again() -> None:
    assert "filter" not in types("once a day delete Gmail messages older than 90 days")


def test_what_a_model_is_used_for_is_done_with_what_it_answers() -> None:
    request = "use Claude to draft replies to unread Gmail messages and save them as drafts"
    assert types(request)[0] == "gmailTrigger"
    assert parameters(request, "gmail")["resource"] == "draft"
