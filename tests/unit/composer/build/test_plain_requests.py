"""Short everyday requests: what services' APIs tell, whose name is whose, people, rows, verdicts as labels, tools that read."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import nodes, parameters, types


@pytest.mark.parametrize(
    ("request_", "address", "credential"),
    [
        (
            "Every Monday at 8 get all commits of the GitHub repo acme/api from last week and send them to Slack #dev",
            "https://api.github.com/repos/acme/api/commits",
            "githubApi",
        ),
        (
            "When a Zoom recording is ready, download it and upload it to Google Drive",
            "https://api.zoom.us/v2/users/me/recordings",
            "zoomApi",
        ),
        (
            "Every day at 6 list the Stripe payouts and post them in Slack #finance",
            "https://api.stripe.com/v1/payouts",
            "stripeApi",
        ),
    ],
)
def test_what_only_the_api_tells(request_: str, address: str, credential: str) -> None:
    made = parameters(request_, "httpRequest")
    assert (made["url"], made["nodeCredentialType"]) == (address, credential)


def test_a_file_behind_a_link_is_fetched_with_the_same_credential() -> None:
    made = parameters("New Zoom recordings should be saved in Dropbox", "httpRequest", name="Download")
    assert made["nodeCredentialType"] == "zoomApi"
    assert made["options"]["response"]["response"]["responseFormat"] == "file"


def test_two_tables_keep_their_services() -> None:
    request = "Every night copy all rows from the Postgres table users to the MySQL table customers"
    assert parameters(request, "postgres")["table"]["value"] == "users"
    assert parameters(request, "mySql")["table"]["value"] == "customers"


def test_a_file_goes_into_a_bucket_and_makes_none() -> None:
    request = "Copy all files from the S3 bucket raw-data to the Google Cloud Storage bucket archive-data daily at 4"
    made = parameters(request, "googleCloudStorage")
    assert (made["resource"], made["operation"], made["bucketName"]) == ("object", "create", "archive-data")
    assert parameters(request, "awsS3")["bucketName"] == "raw-data"


def test_people_get_their_address_and_names() -> None:
    made = parameters("When a form is submitted on Formstack, create a contact in Keap", "keap")
    assert made["emailsUi"]["emailsValues"][0]["email"] == "={{ $json.Email }}"
    assert {"givenName", "familyName"} <= set(made["additionalFields"])


def test_who_signs_up_becomes_a_user() -> None:
    made = parameters("When a new customer signs up in Chargebee create them in Zendesk", "zendesk")
    assert made["resource"] == "user"
    assert "email" in made["additionalFields"]


def test_a_ticket_says_what_it_is_about() -> None:
    made = parameters("When a new Zendesk ticket comes in create an incident in ServiceNow", "serviceNow")
    assert "ticket.title" in made["short_description"]
    assert "ticket.description" in made["additionalFields"]["description"]


@pytest.mark.parametrize("store", ["MySQL", "Supabase", "NocoDB", "BigQuery"])
def test_rows_that_go_by_their_names_are_flat(store: str) -> None:
    request = (
        f"Extract order number and delivery address from new Gmail messages with AI and save them in {store}"
    )
    rows = parameters(request, "set")["assignments"]["assignments"]
    assert [row["name"].lower().replace(" ", "_") for row in rows] == ["order_number", "delivery_address"]


def test_a_verdict_becomes_the_label() -> None:
    made = parameters("Label new Jira issues with AI as frontend, backend or design", "jira")
    assert made["updateFields"]["labels"] == "={{ [$('Extract with AI').item.json.output.category] }}"


def test_answers_may_be_orders_elsewhere() -> None:
    request = "Tag every new Freshdesk ticket with AI as refund, shipping or other"
    attributes = parameters(request, "informationExtractor")["attributes"]["attributes"]
    assert attributes[0]["description"] == "One of: refund, shipping, other"
    assert parameters(request, "freshdesk", name="Update")["updateFields"]["tags"]


def test_a_table_that_is_only_asked_is_not_written() -> None:
    made = types("Build an agent that answers customer questions on WhatsApp using our FAQ in a Google Sheet")
    assert made.count("googleSheetsTool") == 1


def test_a_thing_of_a_shop_is_what_its_tool_reads() -> None:
    made = parameters("Chatbot that answers questions about our products in Shopify", "shopifyTool")
    assert (made["resource"], made["operation"]) == ("product", "getAll")


def test_recordings_are_written_down_first() -> None:
    made = nodes(
        "Summarize the transcript of new recordings in my Drive folder Meetings and post it to Slack #meetings"
    )
    spoken = [node for node in made if node["parameters"].get("operation") == "transcribe"]
    assert len(spoken) == 1


def test_where_something_ends_is_no_word_that_it_ends_with() -> None:
    made = types(
        "When a meeting ends in Google Calendar ask AI to write a follow-up email and save it as a Gmail draft"
    )
    assert "if" not in made


def test_words_of_ones_own_are_published() -> None:
    made = parameters('Send "open" to the RabbitMQ queue gate every morning at 6:30', "rabbitmq")
    assert (made["sendInputData"], made["message"]) == (False, "open")


def test_the_caller_is_answered_once() -> None:
    made = types(
        "Webhook gets a question, answer it from our Pinecone index handbook and respond with the answer"
    )
    assert made.count("respondToWebhook") == 1


def test_the_top_one_is_one() -> None:
    made = types("Every weekday at 7:30 send me the top story of Hacker News by Pushover")
    assert "limit" in made


def test_a_bot_that_searches_the_web_answers() -> None:
    made = types("Slack bot that searches the web and answers")
    assert {"slackTrigger", "agent", "toolSerpApi", "slack"} <= set(made)


def test_who_asks_in_a_form_is_answered_from_the_store() -> None:
    request = "Form for a support request: AI suggests an answer from our Supabase vector store and sends it by email"
    assert parameters(request, "gmail")["sendTo"] == "={{ $('Form').item.json.Email }}"
    assert "supabase" not in types(request)


def test_a_day_of_the_year_comes_again() -> None:
    request = "On December 24 at 9 send merry christmas to all contacts in my Google Sheet by email"
    assert parameters(request, "scheduleTrigger")["rule"]["interval"][0]["expression"] == "0 9 24 12 *"
    assert parameters(request, "gmail")["message"] == "Merry christmas!"


def test_keywords_become_tags() -> None:
    made = parameters("Use OpenAI to tag new Shopify products with keywords", "shopify")
    assert made["updateFields"]["tags"] == "={{ $json.output.keywords }}"


def test_answers_go_to_the_review() -> None:
    made = parameters("Let GPT-4o answer new Google reviews and post the answers", "googleBusinessProfile")
    assert (made["resource"], made["operation"]) == ("review", "reply")


def test_a_bot_that_draws_sends_pictures() -> None:
    made = types("Telegram bot that creates images with DALL-E")
    assert made == ["telegramTrigger", "openAi", "telegram"]


def test_where_a_page_is_updated_is_no_page_of_the_web() -> None:
    assert types("When a page is updated in Notion tell me in Telegram") == ["notionTrigger", "telegram"]


@pytest.mark.parametrize("word", ["cold", "busy", "string", "lots"])
def test_right_words_are_no_slips(word: str) -> None:
    made = parameters(f"Use an LLM to write a {word} email for every new row in my leads sheet", "chainLlm")
    assert f" {word} " in made["text"]
