/** What this browser remembers about how the page should look. Read and written in one place. */

import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";
export type Language = "en" | "de" | "fr" | "es";

export interface Preferences {
  theme: Theme;
  /** null follows the browser. */
  language: Language | null;
  sidebarOpen: boolean;
  /** Width of the chat beside the workflow, in pixels. */
  chatWidth: number;
  minimap: boolean;
  /** Whether keys alone are shortcuts; speech input types them by mistake. */
  singleKeys: boolean;
}

const KEY = "nodepilot.preferences";
const DEFAULTS: Preferences = {
  theme: "system",
  language: null,
  sidebarOpen: true,
  chatWidth: 440,
  minimap: true,
  singleKeys: true,
};

function read(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return { ...DEFAULTS, ...(typeof stored === "object" ? stored : {}) };
  } catch {
    return DEFAULTS;
  }
}

let current: Preferences = typeof localStorage === "undefined" ? DEFAULTS : read();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

// What is chosen in one tab holds in all of them, and none puts back what it knew before.
if (typeof window !== "undefined") {
  window.addEventListener("storage", ({ key }) => {
    if (key !== KEY) return;
    current = read();
    tell();
  });
}

export function getPreferences(): Preferences {
  return current;
}

export function setPreferences(changes: Partial<Preferences>): void {
  current = { ...current, ...changes };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A browser that stores nothing still works; it only forgets.
  }
  tell();
}

export function subscribePreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribePreferences, getPreferences);
}

/** Keeps `data-theme` on the root element true to the preference and to the system. */
export function watchTheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const { theme } = current;
    const name = theme === "dark" || (theme === "system" && dark.matches) ? "dark" : "light";
    document.documentElement.dataset["theme"] = name;
    const color = getComputedStyle(document.documentElement).getPropertyValue("--ground");
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", color.trim());
  };
  apply();
  dark.addEventListener("change", apply);
  subscribePreferences(apply);
}
