/** Words of the settings that only their dialog needs. */

export const en = {
  release: "Your n8n",
  releaseHint: "Workflows are made for this release: only nodes and versions that it has.",
  newest: (version: string) => `Newest (${version})`,
  memory: "Memory",
  remembers: "Remember what matters in long conversations",
  remembersHint: "Decisions, names and wishes go with later questions to hosted models. What is remembered stands in each conversation’s menu, and can be forgotten there.",
  models: "Models",
  modelsLead: "The built-in engine answers at once, without a model. Where it is not sure, a hosted model can be asked.",
  preference: "Who answers",
  preferences: {
    auto: "Automatic: a model where the built-in engine is not sure",
    "built-in": "The built-in engine only",
    openai: "Prefer OpenAI",
    anthropic: "Prefer Anthropic",
  },
  ownKeys: "Your own keys",
  ownKeysText: "They come before those of the server, are kept encrypted, and are never shown again.",
  keyOf: (provider: string) => `Key for ${provider}`,
  kept: (hint: string, date: string) => `ends in ${hint}, since ${date}`,
  noKey: "no key",
  keep: "Keep",
  replace: "Replace",
  remove: "Remove",
  removeKey: (provider: string) => `Remove the key for ${provider}`,
  singleKeys: "Single keys as shortcuts",
  singleKeysHint: "Without them / and ? are ordinary keys everywhere, as speech input needs it.",
  removed: "The key is deleted.",
  keysFailed: "Your keys could not be loaded.",
  deleteAccount: "Delete the account",
  deleteText: "Everything in it goes with it, at once and for good: conversations, workflows, credits.",
  deleteConfirm: "Delete for good",
};

export type SettingsWords = typeof en;
