/** Words about what is remembered of a conversation. */

export const en = {
  title: "What is remembered",
  lead: "Of a long conversation hosted models get these sentences beside the last messages. They go with the conversation.",
  none: "Nothing yet. Sentences are kept when a conversation grows long and a hosted model takes part in it.",
  failed: "What is remembered could not be loaded.",
  forget: "Forget this sentence",
  forgetAll: "Forget all of it",
  forgotten: "Forgotten.",
  kinds: { decision: "decision", name: "name", preference: "preference", constraint: "constraint" },
};

export type MemoryWords = typeof en;
