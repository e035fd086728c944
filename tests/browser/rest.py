"""Where things are once they stay there: coordinates are read only then."""

from __future__ import annotations

from playwright.sync_api import FloatRect, Locator, Page, expect

ANIMATIONS_OVER = """() => document.getAnimations().every(
    each => each.playState !== "running" || each.effect?.getTiming().iterations === Infinity
)"""

STILL = """element => new Promise((found) => {
  let before = "";
  let frames = 0;
  const look = () => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const now = [x, y, width, height].join();
    frames = now === before ? frames + 1 : 0;
    before = now;
    if (frames < 5) requestAnimationFrame(look);
    else found({ x, y, width, height });
  };
  look();
})"""


def resting_box(element: Locator) -> FloatRect:
    """The element's box, after it was visible and in the same place for five frames."""
    expect(element).to_be_visible()
    box: FloatRect = element.evaluate(STILL)
    return box


def until_at_rest(page: Page) -> None:
    """Waits until nothing on the page moves by itself, and every picture of its canvas is drawn."""
    page.wait_for_function(ANIMATIONS_OVER)
    node = page.locator(".react-flow__node")
    if node.count():
        node.first.evaluate(STILL)
