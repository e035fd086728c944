import { describe, expect, it } from "vitest";

import type { Command } from "./commands";
import { findCommands } from "./commands";

const command = (label: string, group: Command["group"] = "actions", words = ""): Command => ({
  id: label,
  group,
  label,
  words,
  icon: null,
  run: () => undefined,
});

const commands = [
  command("Show or hide the sidebar"),
  command("Sidebar of tea"),
  command("Ärger im Büro", "conversations"),
  command("HTTP Request", "nodes", "httpRequest"),
];
const find = (query: string) => findCommands(commands, query).map(({ label }) => label);

describe("findCommands", () => {
  it("shows everything to an empty query, groups in their order", () => {
    expect(find("")).toEqual(["Show or hide the sidebar", "Sidebar of tea", "HTTP Request", "Ärger im Büro"]);
  });

  it("wants every word, wherever it stands", () => {
    expect(find("hide side")).toEqual(["Show or hide the sidebar"]);
    expect(find("hide tea")).toEqual([]);
  });

  it("puts what begins with the query first", () => {
    expect(find("side")).toEqual(["Sidebar of tea", "Show or hide the sidebar"]);
  });

  it("minds neither case nor accents", () => {
    expect(find("arger BURO")).toEqual(["Ärger im Büro"]);
  });

  it("finds by words that are not shown, and survives odd signs", () => {
    expect(find("httpreq")).toEqual(["HTTP Request"]);
    for (const query of ["(", "[a", "\\", "*", "?+"]) expect(find(query)).toEqual([]);
  });

  it("shows at most twelve of a group", () => {
    const many = Array.from({ length: 30 }, (_, index) => command(`Chat ${index}`, "conversations"));
    expect(findCommands(many, "chat")).toHaveLength(12);
  });
});
