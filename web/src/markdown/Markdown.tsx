/**
 * Markdown as React elements. The text comes from models and workflows: raw HTML in it stays text, links go
 * to http, https and mail addresses only, and pictures are named, not loaded.
 */

import type { Token, Tokens } from "marked";
import { lexer } from "marked";
import type { ReactNode } from "react";
import { memo } from "react";

import { CodeBlock } from "./CodeBlock";

const SAFE_LINK = /^(https?:|mailto:)/i;

function Link({ href, children }: { href: string; children: ReactNode }) {
  if (!SAFE_LINK.test(href)) return <>{children}</>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className="font-medium text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current"
    >
      {children}
    </a>
  );
}

function inline(tokens: Token[] | undefined): ReactNode[] {
  return (tokens ?? []).map((token, index) => inlineToken(token, index));
}

function inlineToken(token: Token, key: number): ReactNode {
  switch (token.type) {
    case "strong":
      return (
        <strong key={key} className="font-semibold">
          {inline(token.tokens)}
        </strong>
      );
    case "em":
      return <em key={key}>{inline(token.tokens)}</em>;
    case "del":
      return <del key={key}>{inline(token.tokens)}</del>;
    case "codespan":
      return (
        <code key={key} className="rounded-md border border-line bg-sunken px-1 py-px font-mono text-[0.88em] break-words">
          {(token as Tokens.Codespan).text}
        </code>
      );
    case "br":
      return <br key={key} />;
    case "link":
      return (
        <Link key={key} href={(token as Tokens.Link).href}>
          {inline(token.tokens)}
        </Link>
      );
    case "image":
      return <span key={key}>{(token as Tokens.Image).text}</span>;
    case "text":
    case "escape":
      return token.type === "text" && token.tokens ? inline(token.tokens) : (token as Tokens.Text).text;
    default:
      return token.raw;
  }
}

function Heading({ token }: { token: Tokens.Heading }) {
  // The page has headings of its own: those of an answer begin below them.
  const Tag = token.depth === 1 ? "h2" : token.depth === 2 ? "h3" : "h4";
  return <Tag className="mt-5 mb-1.5 font-semibold first:mt-0">{inline(token.tokens)}</Tag>;
}

function List({ token }: { token: Tokens.List }) {
  const items = token.items.map((item, index) => (
    // oxlint-disable-next-line react/no-array-index-key
    <li key={index} className="pl-1 marker:text-faint">
      {blocks(item.tokens, !item.loose)}
    </li>
  ));
  return token.ordered ? (
    <ol className="my-2 list-decimal space-y-1 pl-5" start={token.start || 1}>
      {items}
    </ol>
  ) : (
    <ul className="my-2 list-disc space-y-1 pl-5">{items}</ul>
  );
}

function Table({ token }: { token: Tokens.Table }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="my-3 overflow-x-auto rounded-lg border border-line" tabIndex={0} role="group">
      <table className="w-full text-sm">
        <thead className="bg-sunken text-left">
          <tr>
            {token.header.map((cell, index) => (
              // oxlint-disable-next-line react/no-array-index-key
              <th key={index} className="px-3 py-1.5 font-medium">
                {inline(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, index) => (
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={index} className="border-t border-line">
              {row.map((cell, column) => (
                // oxlint-disable-next-line react/no-array-index-key
                <td key={column} className="px-3 py-1.5 align-top">
                  {inline(cell.tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function block(token: Token, key: number, tight: boolean): ReactNode {
  switch (token.type) {
    case "space":
      return null;
    case "heading":
      return <Heading key={key} token={token as Tokens.Heading} />;
    case "paragraph":
      return (
        <p key={key} className="my-2 first:mt-0 last:mb-0">
          {inline(token.tokens)}
        </p>
      );
    case "text":
      return tight ? <span key={key}>{inlineToken(token, key)}</span> : <p key={key}>{inlineToken(token, key)}</p>;
    case "code":
      return <CodeBlock key={key} code={(token as Tokens.Code).text} language={(token as Tokens.Code).lang ?? ""} />;
    case "list":
      return <List key={key} token={token as Tokens.List} />;
    case "blockquote":
      return (
        <blockquote key={key} className="my-2 border-l-2 border-line-strong pl-3 text-soft">
          {blocks(token.tokens, false)}
        </blockquote>
      );
    case "table":
      return <Table key={key} token={token as Tokens.Table} />;
    case "hr":
      return <hr key={key} className="my-4" />;
    default:
      return (
        <p key={key} className="my-2 whitespace-pre-wrap">
          {token.raw}
        </p>
      );
  }
}

function blocks(tokens: Token[] | undefined, tight: boolean): ReactNode[] {
  return (tokens ?? []).map((token, index) => block(token, index, tight));
}

interface MarkdownProps {
  text: string;
  /** Headings look like headings but are none of the page's: for texts that are drawn somewhere in a picture. */
  drawn?: boolean;
}

export const Markdown = memo(function Markdown({ text, drawn = false }: MarkdownProps) {
  const tokens = lexer(text);
  return <div className="break-words">{blocks(drawn ? tokens.map(withoutHeading) : tokens, false)}</div>;
});

function withoutHeading(token: Token): Token {
  if (token.type !== "heading") return token;
  const strong: Tokens.Strong = { type: "strong", raw: token.raw, text: token.raw, tokens: token.tokens ?? [] };
  return { type: "paragraph", raw: token.raw, text: token.raw, tokens: [strong] };
}
