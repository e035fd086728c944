"""What is wrong with the places of things on a page, by geometry."""

from __future__ import annotations

# Looks for: a page wider than the window; a control that lies outside the window or under something else;
# text that is cut off where nothing (an ellipsis, a scroll bar, a clamp) says so; buttons too small to hit.
LOOK = """
() => {
  const found = [];
  const name = (element) =>
    `<${element.tagName.toLowerCase()}> ${(element.getAttribute("aria-label") || element.textContent || "").trim().slice(0, 50)}`;
  const width = document.documentElement.clientWidth;
  const height = document.documentElement.clientHeight;
  if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const dialog = document.querySelector("dialog[open]");
  const sheet = document.querySelector(".animate-sheet");
  const scope = dialog ?? sheet ?? document.querySelector("#root");
  const scrolls = (element) => {
    for (let box = element.parentElement; box; box = box.parentElement) {
      if (/(auto|scroll)/.test(getComputedStyle(box).overflow)) return true;
      if (box.classList.contains("react-flow")) return true;
    }
    return false;
  };
  const visible = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  for (const control of scope.querySelectorAll("button, a[href], input, textarea, [role=tab], [role=option]")) {
    if (!visible(control) || control.closest(".sr-only")) continue;
    const box = control.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    const inside = box.left >= -0.5 && box.top >= -0.5 && box.right <= width + 0.5 && box.bottom <= height + 0.5;
    if (!inside && !scrolls(control)) found.push(`outside the window: ${name(control)}`);
    const inline = getComputedStyle(control).display.startsWith("inline") && !control.matches("button");
    if (!inline && !control.matches(".react-flow a") && (box.width < 24 || box.height < 20)) {
      found.push(`too small to hit: ${name(control)} ${box.width}x${box.height}`);
    }
    if (!inside || control.disabled || document.querySelector("[role=menu]")) continue;
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const own = top && (control.contains(top) || top.contains(control) || top.closest("label")?.control === control);
    if (!own && !scrolls(control)) found.push(`covered: ${name(control)} by ${top ? name(top) : "nothing"}`);
  }
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !visible(element) || element.closest(".sr-only, .react-flow, textarea, [role=log]")) continue;
    const style = getComputedStyle(element);
    const clips = style.overflowX === "hidden" || style.overflowX === "clip";
    if (clips && style.textOverflow !== "ellipsis" && style.webkitLineClamp === "none" && element.scrollWidth > element.clientWidth + 1) {
      found.push(`cut off: ${name(element)}`);
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const ellipsis = element.closest(".truncate");
    if (box.width && !ellipsis && (box.right > width + 1 || box.left < -1) && !scrolls(element)) {
      found.push(`text leaves the window: ${name(element)}`);
    }
  }
  return found;
}
"""
