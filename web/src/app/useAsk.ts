import { readDraft, writeDraft } from "@/conversation/drafts";
import { NEW } from "@/conversation/turns";

import { useFrame } from "./shell";

/** Puts words into the box of a new conversation, after what stands there already, and goes to it. */
export function useAsk(): (words: string) => void {
  const { startNew } = useFrame();
  return (words) => {
    const draft = readDraft(NEW).trimEnd();
    writeDraft(NEW, draft ? `${draft}\n${words}` : words);
    startNew();
  };
}
