import pytest

from nodepilot.composer.reading.plain.checked_secrets import checked_secrets
from nodepilot.composer.reading.plain.form_choices import form_choices
from nodepilot.composer.reading.plain.same_places import same_places
from nodepilot.composer.reading.plain.with_values import with_values
from nodepilot.composer.reading.plain.words import Words


def words(text: str) -> Words:
    return Words(text, text, tuple(range(len(text))))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Order form with size S, M or L. Save it", "Order form with size (S, M or L). Save it"),
        ("Form with name and plan Free or Pro. Save it", "Form with name and plan (Free or Pro). Save it"),
        (
            "Form with a topic dropdown of press, jobs and other. Save it",
            "Form with a topic dropdown (press, jobs and other). Save it",
        ),
        ("A form asks whether they want a demo. If yes", "A form asks for demo (yes or no). If yes"),
        ("Form with name, email or phone. Save it", "Form with name, email or phone. Save it"),
    ],
)
def test_choices_are_put_in_brackets(said: str, told: str) -> None:
    assert form_choices(words(said)).text == told


def test_a_name_alone_is_a_place_of_the_same_kind() -> None:
    said = "Add them to the VIP sheet, otherwise to Regular"
    assert same_places(words(said)).text == 'Add them to the VIP sheet, otherwise to the sheet "Regular"'


def test_a_wrong_secret_is_one_that_was_checked() -> None:
    told = checked_secrets(words("Webhook with a token header. If the token is wrong answer 403")).text
    assert told == "Webhook. Check the token header against my secret. Wrong key: answer 403"


def test_one_event_with_two_values_has_two_cases() -> None:
    told = with_values(words("When a lead arrives with plan pro email me, with plan free post it to #free"))
    assert told is not None
    assert (
        told.text
        == 'When a lead arrives. If the plan is "pro", email me. If the plan is "free", post it to #free'
    )
