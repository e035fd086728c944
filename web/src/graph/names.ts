/** Words for people from n8n's identifiers. */

import { own } from "./own";
import { shortType } from "./shapes";
import type { WorkflowNode } from "./workflow";

const WORDS: Record<string, string> = {
  ai: "AI",
  api: "API",
  aws: "AWS",
  crm: "CRM",
  cc: "CC",
  bcc: "BCC",
  csv: "CSV",
  db: "DB",
  ftp: "FTP",
  html: "HTML",
  http: "HTTP",
  id: "ID",
  imap: "IMAP",
  js: "JavaScript",
  json: "JSON",
  llm: "LLM",
  lm: "Model",
  mcp: "MCP",
  n8n: "n8n",
  pdf: "PDF",
  rss: "RSS",
  s3: "S3",
  sql: "SQL",
  ssh: "SSH",
  sms: "SMS",
  ui: "UI",
  uri: "URI",
  url: "URL",
  xml: "XML",
};

/** `sendTo` → `Send To`, `jsCode` → `JavaScript Code` */
export function humanize(identifier: string): string {
  return identifier
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[\s_.-]+/)
    .filter(Boolean)
    .map((word) => own(WORDS, word.toLowerCase()) ?? word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

export function typeName(type: string): string {
  return humanize(shortType(type));
}

/** The small line under a node's name: what it does, where its parameters say so. */
export function subtitleOf(node: WorkflowNode): string {
  const { resource, operation, method, url } = node.parameters;
  if (typeof url === "string" && shortType(node.type).startsWith("httpRequest")) {
    const verb = typeof method === "string" ? method : "GET";
    return `${verb}: ${url.replace(/^=/, "")}`;
  }
  const what = [operation, resource].filter((word): word is string => typeof word === "string" && !word.startsWith("="));
  return what.map((word) => humanize(word).toLowerCase()).join(": ");
}

/** A file name that every system takes. */
export function fileName(title: string | undefined, extension: string): string {
  const stem = (title ?? "")
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .toLowerCase()
    .slice(0, 60);
  return `${stem || "workflow"}.${extension}`;
}
