/** What the command palette offers, and how a query narrows it down. */

import type { ReactNode } from "react";

export interface Command {
  id: string;
  group: "actions" | "pages" | "nodes" | "conversations";
  label: string;
  /** Further words that find it. */
  words?: string;
  icon: ReactNode;
  shortcut?: string;
  run: () => void;
}

export const GROUPS = ["actions", "pages", "nodes", "conversations"] as const;
/** Of one group; nobody reads more. */
const MOST = 12;

function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/[\u0300-\u036f]/g, "").toLowerCase();
}

/** Better matches have a lower number; null is none. Every word of the query must be found. */
function rank(command: Command, words: string[]): number | null {
  const label = fold(command.label);
  const all = `${label} ${fold(command.words ?? "")}`;
  if (!words.every((word) => all.includes(word))) return null;
  const first = words[0] ?? "";
  if (label.startsWith(first)) return 0;
  return new RegExp(`(^|[^\\p{L}\\p{N}])${first.replaceAll(/[^\p{L}\p{N}]/gu, String.raw`\$&`)}`, "u").test(label) ? 1 : 2;
}

/** The commands that a query finds, best first in each group, groups in their order. */
export function findCommands(commands: readonly Command[], query: string): Command[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const ranked = commands.flatMap((command, index) => {
    const place = rank(command, words);
    return place === null ? [] : [{ command, index, place }];
  });
  ranked.sort((a, b) => a.place - b.place || a.index - b.index);
  return GROUPS.flatMap((group) =>
    ranked
      .filter(({ command }) => command.group === group)
      .slice(0, MOST)
      .map(({ command }) => command),
  );
}
