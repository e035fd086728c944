/** Prompts for hosted models, as administrators see and change them. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { call } from "./call";

export type { PromptText, PromptVersion } from "./schema";

const ROOT = ["admin", "prompts"] as const;

/** The version of each that counts. */
export const usePrompts = () =>
  useQuery({ queryKey: ROOT, queryFn: async () => (await call("GET /api/admin/prompts")).prompts });

/** One with its text: the one that counts, or the one with the number. */
export const usePrompt = (name: string, version: number | null) =>
  useQuery({
    queryKey: [...ROOT, name, "text", version],
    queryFn: () => call("GET /api/admin/prompts/{name}", { path: { name }, query: version === null ? {} : { version } }),
    // Looking is written down, and the text of a version never changes.
    staleTime: version === null ? 15_000 : Infinity,
    refetchOnWindowFocus: false,
  });

/** Newest first. */
export const usePromptVersions = (name: string) =>
  useQuery({
    queryKey: [...ROOT, name, "versions"],
    queryFn: async () => (await call("GET /api/admin/prompts/{name}/versions", { path: { name } })).versions,
    refetchOnWindowFocus: false,
  });

export function usePromptChange(name: string) {
  const client = useQueryClient();
  return useMutation({
    /** A new text, or the number of the version that shall count again. */
    mutationFn: (to: { content: string } | { version: number }) =>
      "content" in to
        ? call("PUT /api/admin/prompts/{name}", { path: { name }, body: to })
        : call("POST /api/admin/prompts/{name}/rollback", { path: { name }, body: to }),
    onSuccess: (prompt) => {
      client.setQueryData([...ROOT, name, "text", null], prompt);
      return client.invalidateQueries({ queryKey: ROOT });
    },
  });
}
