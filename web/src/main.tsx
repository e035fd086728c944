import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { keys, makeQueryClient } from "@/api/queries";
import { App } from "@/app/App";
import { watchTheme } from "@/app/preferences";
import { flushDeletions, resumeDeletions } from "@/conversation/deletions";
import "@/design/base.css";
import { startLanguage, subscribeLanguage } from "@/i18n";

const root = document.querySelector("#root");
if (!root) throw new Error("The page has no #root element.");

watchTheme();
addEventListener("pagehide", flushDeletions);
await startLanguage();
const client = makeQueryClient();
// What the server said is there again in the new language.
subscribeLanguage(() => void client.invalidateQueries());
void resumeDeletions(() => client.invalidateQueries({ queryKey: keys.conversations }));
createRoot(root).render(
  <StrictMode>
    <App client={client} />
  </StrictMode>,
);
