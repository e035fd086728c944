/** The signed-in person's own choices, keys for hosted models, and the end of the account. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import type { JsonObject } from "@/graph/workflow";

import { call } from "./call";
import type { Me } from "./contract";
import { keys } from "./queries";

export type { ModelKey } from "./schema";

export const PREFERENCES = ["auto", "built-in", "openai", "anthropic"] as const;
export type ModelPreference = (typeof PREFERENCES)[number];

export const PROVIDERS = ["anthropic", "openai"] as const;
export type Provider = (typeof PROVIDERS)[number];

export interface Choices {
  /** null: the newest release. */
  n8n_version: string | null;
  model_preference: ModelPreference | null;
  /** false: nothing of long conversations is remembered for hosted models. */
  memory: false | null;
  /** The first-run tour was seen or skipped. */
  tour_seen: true | null;
}

export function choicesOf(settings: JsonObject | undefined): Choices {
  const { n8n_version: release, model_preference: preference, memory, tour_seen: seen } = settings ?? {};
  return {
    n8n_version: typeof release === "string" ? release : null,
    model_preference: PREFERENCES.find((each) => each === preference) ?? null,
    memory: memory === false ? false : null,
    tour_seen: seen === true ? true : null,
  };
}

/** The server replaces settings as a whole, so all of them are sent. */
export function useChoose() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<Choices>) => {
      const known = client.getQueryData<Me>(keys.me)?.settings;
      const settings = Object.entries({ ...known, ...change }).filter(([, value]) => value !== null);
      return call("PATCH /api/users/me", { body: { settings: Object.fromEntries(settings) } });
    },
    onSuccess: (me, change) => {
      client.setQueryData(keys.me, me);
      if (!("n8n_version" in change)) return;
      // Node types and templates are those of the chosen release.
      for (const key of ["nodes", "templates", "template"]) void client.resetQueries({ queryKey: [key] });
    },
  });
}

const MODEL_KEYS = ["model-keys"] as const;

export const useModelKeys = () =>
  useQuery({
    queryKey: MODEL_KEYS,
    queryFn: async () => (await call("GET /api/users/me/model-keys")).keys,
  });

/** Keeps a key for a provider; null deletes the one that is kept. */
export function useKeepModelKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ provider, key }: { provider: Provider; key: string | null }) =>
      key === null
        ? call("DELETE /api/users/me/model-keys/{provider}", { path: { provider } })
        : call("PUT /api/users/me/model-keys/{provider}", { path: { provider }, body: { key } }),
    onSettled: () => client.invalidateQueries({ queryKey: MODEL_KEYS }),
  });
}

export const deleteAccount = () => call("POST /api/users/me/delete", { body: { confirm: "delete" } });
