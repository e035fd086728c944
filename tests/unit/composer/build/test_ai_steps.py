"""Steps of language models by what is at hand: pictures and sound of messengers, tools, the web, records to update."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import nodes, parameters, types


@pytest.mark.parametrize(
    ("said", "node_type"),
    [("gpt-4o", "openAi"), ("Gemini", "googleGemini"), ("Claude", "anthropic")],
)
def test_a_picture_is_looked_at_by_the_provider_that_is_named(said: str, node_type: str) -> None:
    made = parameters(
        f"Telegram photo -> describe it with {said} -> save the description in Airtable", node_type
    )
    assert (made["resource"], made.get("operation", "analyze")) == ("image", "analyze")


def test_a_picture_is_looked_at_once_before_its_values_are_taken_out() -> None:
    made = types(
        "Read out the text from photos of receipts that I send to my Telegram bot using GPT-4o vision, "
        'get shop, date and total and append to Google Sheets "Receipts"'
    )
    assert made.count("openAi") == 1
    assert made.count("informationExtractor") == 1
    assert "telegram" not in made


@pytest.mark.parametrize(
    "request_",
    [
        "Voice notes sent to my WhatsApp number should be transcribed with Whisper and saved in Google Docs",
        "Image of a receipt sent to WhatsApp: read it with Gemini vision, put merchant and amount in a Google Sheet",
    ],
)
def test_files_of_whatsapp_are_fetched_before_they_are_used(request_: str) -> None:
    made = nodes(request_)
    assert made[0]["parameters"]["updates"] == ["messages"]
    assert parameters(request_, "whatsApp", name="Find")["operation"] == "mediaUrlGet"
    assert "httpRequest" in types(request_)


def test_research_with_tools_is_an_agents_work() -> None:
    made = types(
        "When a Calendly meeting is booked, research the invitee's company on the web with an AI agent (SerpAPI) "
        "and send me the notes in Slack"
    )
    assert {"agent", "toolSerpApi"} <= set(made)
    assert "chainLlm" not in made


def test_perplexity_answers_by_itself() -> None:
    request = "When a row is added to my Google Sheet, research the company with Perplexity and write a summary in Notion"
    assert types(request) == ["googleSheetsTrigger", "perplexity", "notion"]
    assert "research the company" in parameters(request, "perplexity")["input"].lower()


def test_an_agent_that_works_at_a_set_time_looks_with_tools_and_others_send() -> None:
    made = types(
        "An agent that every weekday at 8 looks at my Todoist tasks and Google Calendar and sends a plan for the day "
        "to my Telegram"
    )
    assert made[0] == "scheduleTrigger"
    assert {"agent", "todoistTool", "googleCalendarTool", "telegram"} <= set(made)


def test_what_a_model_wrote_goes_into_the_record_that_is_updated() -> None:
    request = "Rewrite every new Shopify product description in our brand voice with Mistral Large and update the product"
    assert "text" in parameters(request, "shopify")["updateFields"]["body_html"]


def test_what_is_made_goes_to_the_channel_that_is_named_for_it() -> None:
    request = "Every evening get today's Linear issues and let Claude summarise them into one message to #digest in Slack"
    assert parameters(request, "slack")["channelId"]["value"] == "#digest"


def test_all_rows_that_are_looped_through_are_read() -> None:
    request = 'Loop through all rows of the sheet "Prospects" and write an opener for each with GPT-4.1'
    assert parameters(request, "googleSheets")["sheetName"]["value"] == "Prospects"


def test_a_score_is_a_score_whatever_is_done_with_it() -> None:
    request = "Calculate a lead score from 0-100 with AI for each new Typeform answer and add it to Airtable"
    made = parameters(request, "informationExtractor")["attributes"]["attributes"]
    assert made[0] == {"name": "score", "type": "number", "description": "A score from 0 to 100"}


def test_a_named_model_is_written_down_where_it_is_the_default_of_today() -> None:
    request = "Chat with my local Ollama model llama3.2"
    assert parameters(request, "lmChatOllama")["model"] == "llama3.2"


def test_a_picture_that_was_drawn_is_sent_as_one() -> None:
    request = "Generate a daily motivational image with OpenAI at 7am and send it to my Telegram chat 884422"
    assert parameters(request, "telegram")["operation"] == "sendPhoto"


def test_what_somebody_sends_to_a_bot_is_no_order() -> None:
    made = types("Telegram bot: I send a voice message, it is transcribed and saved in Notion")
    assert made == ["telegramTrigger", "openAi", "notion"]


def test_files_that_are_put_somewhere_start_what_is_read_from_them() -> None:
    made = types(
        "Extract vendor, invoice number, due date and total from invoices uploaded to OneDrive and create a bill in Xero"
    )
    assert made[:2] == ["microsoftOneDriveTrigger", "microsoftOneDrive"]
    assert {"extractFromFile", "informationExtractor", "xero"} <= set(made)


def test_only_what_is_negative_is_told_of() -> None:
    made = types(
        "Every 30 minutes read new mentions of our brand on Reddit, analyse their sentiment with AI and alert #pr on "
        "Slack about negative ones"
    )
    assert made[-3:] == ["sentimentAnalysis", "lmChatOpenAi", "slack"]


def test_documents_kept_in_supabase_are_asked_as_documents() -> None:
    made = types(
        "A bot in Microsoft Teams which answers questions about our onboarding documents kept in Supabase"
    )
    assert "vectorStoreSupabase" in made
    assert "supabaseTool" not in made


def test_what_depends_on_today_is_looked_at_every_day() -> None:
    request = "Have GPT write a birthday greeting for each contact in my Google Sheet whose birthday is today and email it"
    assert parameters(request, "scheduleTrigger")["rule"]["interval"][0]["field"] == "days"


def test_a_scale_makes_a_judgement_a_score() -> None:
    request = (
        "Bewerte eingehende Bewerbungen aus dem Formular mit KI auf einer Skala von 1 bis 10 und schreib Name und "
        "Punktzahl in Airtable"
    )
    made = parameters(request, "informationExtractor")["attributes"]["attributes"]
    assert made[0]["description"] == "A score from 1 to 10"
    labels = [each["fieldLabel"] for each in parameters(request, "formTrigger")["formFields"]["values"]]
    assert "KI" not in labels


def test_categories_and_addresses_in_the_same_order_belong_together() -> None:
    request = (
        "When a customer email arrives in Gmail, use AI to determine the department (sales, support, accounting) and "
        "forward it to sales@bolt.io, support@bolt.io or accounting@bolt.io"
    )
    sent = [n["parameters"]["sendTo"] for n in nodes(request) if n["type"].endswith(".gmail")]
    assert sent == ["sales@bolt.io", "support@bolt.io", "accounting@bolt.io"]
    assert "textClassifier" in types(request)


def test_what_a_picture_shows_is_sorted_after_it_was_looked_at() -> None:
    made = types(
        "use gpt-4o vision to check whether photos uploaded in my form show a damaged car, damaged ones go to a@b.co"
    )
    assert made[:3] == ["formTrigger", "openAi", "textClassifier"]


def test_findings_are_commented_where_they_are_about() -> None:
    request = "Let Claude review new GitLab merge requests of platform/api and comment its findings on the merge request"
    assert "comment" in parameters(request, "gitlab")["operation"].lower()


def test_a_number_and_above_is_one_bound() -> None:
    request = (
        "Rate incoming cover letters from the application form with Mistral from 1 to 5; 4 and above go to Trello list "
        "Interview, the rest get a rejection email"
    )
    test = parameters(request, "if")["conditions"]["conditions"][0]
    assert (test["operator"]["operation"], test["rightValue"]) == ("gte", 4)


def test_what_somebody_gets_is_written_and_sent() -> None:
    made = types(
        "Every new subscriber in Mailchimp gets a welcome mail written by AI based on their interests"
    )
    assert made == ["mailchimpTrigger", "chainLlm", "lmChatOpenAi", "gmail"]


def test_what_is_labelled_when_it_is_made_starts_the_workflow() -> None:
    request = "Let AI label Linear issues as frontend or backend when they are created"
    assert types(request)[0] == "linearTrigger"
    assert "description" not in parameters(request, "linear")["updateFields"]


def test_what_is_turned_into_something_goes_where_that_is_kept() -> None:
    made = types("Turn meeting notes added to a Notion database into tasks in ClickUp with AI")
    assert made[0] == "notionTrigger"
    assert made[-1] == "clickUp"


def test_a_recap_of_things_at_a_service_begins_with_them() -> None:
    request = "Every Friday at 3pm let Mistral write a weekly recap of the closed GitHub issues in acme/web and mail it to a@b.dev"
    assert types(request)[:3] == ["scheduleTrigger", "github", "aggregate"]
