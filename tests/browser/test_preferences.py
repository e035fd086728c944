"""Theme and language: followed from the system, changed in the settings, kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]


def choose_theme(page: Page, theme: str) -> None:
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("radio", name=theme).click()
    page.keyboard.press("Escape")


def choose_language(page: Page, settings: str, language: str) -> None:
    page.get_by_role("button", name=settings).click()
    page.get_by_role("combobox").first.select_option(language)
    page.keyboard.press("Escape")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_system_until_one_is_chosen(open_page: OpenPage, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    other = "dark" if scheme == "light" else "light"
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    page.emulate_media(color_scheme=other)  # type: ignore[arg-type]
    expect(page.locator("html")).to_have_attribute("data-theme", other)
    choose_theme(page, scheme.capitalize())
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)


@pytest.mark.parametrize(
    ("locale", "code", "message", "settings"),
    [
        ("de-AT", "de", "Deine Nachricht", "Einstellungen"),
        ("fr-FR", "fr", "Votre message", "Réglages"),
        ("es-MX", "es", "Tu mensaje", "Ajustes"),
        ("pt-BR", "en", "Your message", "Settings"),
    ],
)
def test_the_language_follows_the_browser(
    open_page: OpenPage, locale: str, code: str, message: str, settings: str
) -> None:
    page = open_page(locale=locale)
    expect(page.get_by_label(message)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", code)
    choose_language(page, settings, "English" if code != "en" else "Deutsch")
    expect(page.get_by_label("Your message" if code != "en" else "Deine Nachricht")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Your message" if code != "en" else "Deine Nachricht")).to_be_visible()


def test_motion_is_reduced_where_that_is_wished(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    expect(page.get_by_label("Your message")).to_be_visible()
    longest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll("*")].flatMap((element) => {
          const style = getComputedStyle(element);
          return [style.transitionDuration, style.animationDuration].map((text) => Number.parseFloat(text) || 0);
        }))"""
    )
    assert longest <= 0.001


def test_what_is_chosen_in_one_tab_holds_in_the_other(open_page: OpenPage) -> None:
    page = open_page(color_scheme="light")
    expect(page.get_by_label("Your message")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_label("Your message")).to_be_visible()
    choose_theme(page, "Dark")
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")
    # The tab that followed does not put back what it knew before.
    other.get_by_role("button", name="Hide the sidebar").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Show the sidebar")).to_be_visible()
