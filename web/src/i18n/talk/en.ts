/** Words of the conversation: versions, files, what to say next. */

import type { FileKind } from "@/api/contract";

import { plural } from "../plural";

export const talk = {
  versions: "Versions",
  earlierVersion: "Earlier version",
  laterVersion: "Later version",
  versionOf: (place: number, count: number) => `Version ${place} of ${count}`,
  next: "What next?",
  attach: "Add a file",
  files: "Files",
  dropHere: "Drop files to send them along",
  allowed: "n8n workflows and other JSON, CSV, text, Markdown and PDF, up to 10 MB each; pictures where a model that sees is set up",
  remove: (name: string) => `Remove ${name}`,
  uploading: (name: string) => `${name} is being sent`,
  save: "Save:",
  wait: "A file is still on its way.",
  tooMany: (count: number) => `At most ${count} files go with a message.`,
  tooLarge: "The file is larger than 10 MB.",
  empty: "The file is empty.",
  broken: "The file did not arrive. Check the connection, remove it and add it again.",
  pasted: "Pasted workflow",
  columns: (count: number) => `${count} ${plural(count, "column", "columns")}`,
  cut: "only its beginning is read",
  kinds: {
    workflow: "n8n workflow",
    csv: "Table",
    json: "Data as JSON",
    text: "Plain text",
    markdown: "Text with Markdown",
    pdf: "PDF document",
    image: "Picture",
  } satisfies Record<FileKind, string>,
  earlier: "Earlier messages",
  earlierLoading: "Earlier messages are loading",
  earlierFailed: "Earlier messages could not be loaded. Try again",
};
