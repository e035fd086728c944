/** Prompts for hosted models, as administrators see and change them. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { request } from "./http";

export interface PromptVersion {
  name: string;
  version: number;
  is_active: boolean;
  /** `shipped` came with a release. */
  origin: "shipped" | "edited";
  author_id: string | null;
  characters: number;
  created_at: string;
}

export interface PromptText extends PromptVersion {
  content: string;
}

const ROOT = ["admin", "prompts"] as const;
const path = (name: string) => `/api/admin/prompts/${encodeURIComponent(name)}`;

/** The version of each that counts. */
export const usePrompts = () =>
  useQuery({ queryKey: ROOT, queryFn: async () => (await request<{ prompts: PromptVersion[] }>("/api/admin/prompts")).prompts });

/** One with its text: the one that counts, or the one with the number. */
export const usePrompt = (name: string, version: number | null) =>
  useQuery({
    queryKey: [...ROOT, name, "text", version],
    queryFn: () => request<PromptText>(`${path(name)}${version === null ? "" : `?version=${version}`}`),
    // Looking is written down, and the text of a version never changes.
    staleTime: version === null ? 15_000 : Infinity,
    refetchOnWindowFocus: false,
  });

/** Newest first. */
export const usePromptVersions = (name: string) =>
  useQuery({
    queryKey: [...ROOT, name, "versions"],
    queryFn: async () => (await request<{ versions: PromptVersion[] }>(`${path(name)}/versions`)).versions,
    refetchOnWindowFocus: false,
  });

export function usePromptChange(name: string) {
  const client = useQueryClient();
  return useMutation({
    /** A new text, or the number of the version that shall count again. */
    mutationFn: (to: { content: string } | { version: number }) =>
      "content" in to
        ? request<PromptText>(path(name), { method: "PUT", body: to })
        : request<PromptText>(`${path(name)}/rollback`, { method: "POST", body: to }),
    onSuccess: (prompt) => {
      client.setQueryData([...ROOT, name, "text", null], prompt);
      return client.invalidateQueries({ queryKey: ROOT });
    },
  });
}
