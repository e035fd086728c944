import { describe, expect, it } from "vitest";

import { formatDuration, LANGUAGES, wantedLanguage } from ".";
import { adminWords } from "./admin";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";
import { helpWords } from "./help";
import { memoryWords } from "./memory";
import { nodeWords } from "./nodes";
import { settingsWords } from "./settings";
import { templateWords } from "./templates";
import { tourWords } from "./tour";

/** Words that are the same in both languages. Everything else that equals English was forgotten. */
const SAME: Record<string, string[]> = {
  de: [
    "areas.admin.parts.prompts",
    "chat.assistant", "workflow.label", "workflow.canvas", "workflow.json", "canvas.ports.Agent", "palette.nodes",
    "editing.types.string", "editing.versionLine",
  ],
  fr: [
    "chat.assistant", "chat.label", "sidebar.label", "workflow.label", "workflow.json", "canvas.ports.Agent",
    "canvas.ports.Document", "palette.actions", "palette.conversations", "inspector.typeVersion",
  ],
  es: ["chat.assistant", "workflow.json", "canvas.ports.error", "inspector.no", "issues.severities.error"],
};

/** Everything that the page says, by language: its own words and those of the areas that come with their pages. */
const SAID = {
  en: { ...en, areas: { admin: adminWords.en, help: helpWords.en, memory: memoryWords.en, nodes: nodeWords.en, settings: settingsWords.en, templates: templateWords.en, tour: tourWords.en } },
  de: { ...de, areas: { admin: adminWords.de, help: helpWords.de, memory: memoryWords.de, nodes: nodeWords.de, settings: settingsWords.de, templates: templateWords.de, tour: tourWords.de } },
  fr: { ...fr, areas: { admin: adminWords.fr, help: helpWords.fr, memory: memoryWords.fr, nodes: nodeWords.fr, settings: settingsWords.fr, templates: templateWords.fr, tour: tourWords.fr } },
  es: { ...es, areas: { admin: adminWords.es, help: helpWords.es, memory: memoryWords.es, nodes: nodeWords.es, settings: settingsWords.es, templates: templateWords.es, tour: tourWords.es } },
};

/** Every message as text; functions are called with the same values in each language. */
function flatten(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String(value("«1»", "«2»", 3))]];
  return Object.entries(value as object).flatMap(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key));
}

const { en: inEnglish, ...others } = SAID;
const english = new Map(flatten(inEnglish));

describe.each(Object.entries(others))("%s", (language, messages) => {
  const translated = new Map(flatten(messages));

  it("has every message and no other", () => {
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("has left nothing in English", () => {
    const same = [...translated].filter(([path, text]) => english.get(path) === text).map(([path]) => path);
    expect(same.sort()).toEqual(SAME[language]?.sort());
  });

  it("uses the values that it is given", () => {
    for (const [path, text] of translated) {
      const values = (english.get(path) ?? "").match(/«\d»/g) ?? [];
      expect(values.filter((value) => !text.includes(value)).map((value) => `${path} lacks ${value}`)).toEqual([]);
    }
  });

  it("is offered in its own name", () => {
    expect(LANGUAGES).toHaveProperty(language);
  });
});

describe("the language", () => {
  it("follows the browser unless one was chosen", () => {
    expect(wantedLanguage(null, ["pt-BR", "fr-CA", "de"])).toBe("fr");
    expect(wantedLanguage(null, [])).toBe("en");
    expect(wantedLanguage("en", ["de"])).toBe("en");
  });

  it("writes durations in a unit that fits", () => {
    expect(formatDuration(0.84, "en")).toBe("840 µs");
    expect(formatDuration(3.25, "en")).toBe("3.3 ms");
    expect(formatDuration(38.4, "en")).toBe("38 ms");
    expect(formatDuration(1440, "de")).toBe("1,4 s");
  });
});
