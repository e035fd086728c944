import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { keys, makeQueryClient } from "@/api/queries";
import { App } from "@/app/App";
import { watchTheme } from "@/app/preferences";
import { flushDeletions, resumeDeletions } from "@/conversation/deletions";
import "@/design/base.css";
import { startLanguage, subscribeLanguage } from "@/i18n";

/** Milliseconds that the first picture waits for the font at most: text that changes its font later moves the page. */
const LATEST_FONT = 500;

const root = document.querySelector("#root");
if (!root) throw new Error("The page has no #root element.");

watchTheme();
addEventListener("pagehide", flushDeletions);
await Promise.all([startLanguage(), fontsReady()]);
const client = makeQueryClient();
// What the server said is there again in the new language.
subscribeLanguage(() => void client.invalidateQueries());
void resumeDeletions(() => client.invalidateQueries({ queryKey: keys.conversations }));
createRoot(root).render(
  <StrictMode>
    <App client={client} />
  </StrictMode>,
);

async function fontsReady(): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, LATEST_FONT));
  // A font that does not come is no reason to show nothing.
  await Promise.race([document.fonts.load('1rem "Geist Variable"').catch(() => undefined), late]);
}
