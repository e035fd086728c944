import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { TooltipProvider } from "@/design/Tooltip";

import { Markdown } from "./Markdown";

const render = (text: string) =>
  renderToStaticMarkup(
    <TooltipProvider>
      <Markdown text={text} />
    </TooltipProvider>,
  );

describe("Markdown", () => {
  it("renders what answers are made of", () => {
    const html = render("# T\n\n**b** *e* `c`\n\n1. one\n2. two\n\n- x\n\n> q\n\n| a |\n|---|\n| 1 |\n\n```js\nf()\n```\n\n---");
    for (const part of ["<h2", "<strong", "<em>", "<code", "<ol", "<ul", "<blockquote", "<table", "<pre", "<hr"]) {
      expect(html).toContain(part);
    }
  });

  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "text <b onclick=alert(1)>bold</b>",
    "<iframe src='https://a.example'></iframe>",
    "- <svg onload=alert(1)>",
  ])("leaves HTML as text: %s", (text) => {
    const html = render(text);
    expect(html).not.toMatch(/<(script|img|b|iframe|svg onload)[ >]/);
    expect(html).toContain("&lt;");
  });

  it.each(["[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,<script>)", "[x](//evil.example)"])(
    "does not link to %s",
    (text) => {
      expect(render(text)).not.toContain("<a ");
    },
  );

  it("links to the web in a new tab, and loads no pictures", () => {
    expect(render("[x](https://a.example/?a=1&b=2)")).toContain('href="https://a.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer"');
    expect(render("![alt words](https://a.example/p.png)")).not.toContain("<img");
  });

  it("draws the headings of a note without making them the page's", () => {
    const html = renderToStaticMarkup(<Markdown text={"## *Two* words\n\ntext"} drawn />);
    expect(html).toContain("<strong");
    expect(html).not.toContain("<h");
  });

  it("escapes once, not twice", () => {
    expect(render('a & b < c "d" `<x>`')).toContain("a &amp; b &lt; c &quot;d&quot;");
    expect(render("`<x>`")).toContain("&lt;x&gt;</code>");
  });
});
