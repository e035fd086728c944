/** The page's language: English is always there, others come when they are chosen. */

import { useSyncExternalStore } from "react";

import type { Language } from "@/app/preferences";
import { getPreferences, subscribePreferences } from "@/app/preferences";

import type { Messages } from "./en";
import { en } from "./en";

export type { Messages } from "./en";

/** Each language in its own name. */
export const LANGUAGES: Record<Language, string> = { en: "English", de: "Deutsch", fr: "Français", es: "Español" };

const LOADERS: Record<Language, () => Promise<Messages>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import("./de")).de,
  fr: async () => (await import("./fr")).fr,
  es: async () => (await import("./es")).es,
};

let current: { language: Language; messages: Messages } = { language: "en", messages: en };
const listeners = new Set<() => void>();

/** The first of the browser's languages that the page has, unless one was chosen. */
export function wantedLanguage(chosen: Language | null, offered: readonly string[]): Language {
  if (chosen && chosen in LANGUAGES) return chosen;
  const found = offered.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in LANGUAGES);
  return (found as Language | undefined) ?? "en";
}

async function follow(): Promise<void> {
  const language = wantedLanguage(getPreferences().language, navigator.languages);
  if (language === current.language) return;
  const messages = await LOADERS[language]();
  current = { language, messages };
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

/** Loads the wanted language and keeps following the preference. */
export async function startLanguage(): Promise<void> {
  subscribePreferences(() => void follow());
  await follow();
}

/** Calls back when another language is spoken; the returned function ends that. */
export function subscribeLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const messagesNow = () => current.messages;

/** The language of the page, and of what the server says to it. */
export const languageNow = () => current.language;

export function useMessages(): Messages {
  return useSyncExternalStore(subscribeLanguage, messagesNow, messagesNow);
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribeLanguage, languageNow, languageNow);
}

/** `840 µs`, `38 ms`, `1.4 s`, in the page's language. */
export function formatDuration(milliseconds: number, language: string): string {
  const [value, unit, digits] =
    milliseconds < 1
      ? [milliseconds * 1000, "µs", 0]
      : milliseconds < 1000
        ? [milliseconds, "ms", milliseconds < 10 ? 1 : 0]
        : [milliseconds / 1000, "s", 1];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)} ${unit}`;
}
