/** What was typed and not sent, kept in the browser for each conversation. */

const KEY = "nodepilot.draft.";

export function readDraft(conversation: string): string {
  try {
    return localStorage.getItem(KEY + conversation) ?? "";
  } catch {
    return "";
  }
}

export function writeDraft(conversation: string, text: string): void {
  try {
    if (text) localStorage.setItem(KEY + conversation, text);
    else localStorage.removeItem(KEY + conversation);
  } catch {
    // Without storage a draft lives as long as the page.
  }
}
