/** What is remembered of long conversations. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { request } from "./http";

export interface Memory {
  id: string;
  kind: "decision" | "name" | "preference" | "constraint";
  text: string;
  created_at: string;
}

const path = (conversation: string) => `/api/conversations/${encodeURIComponent(conversation)}/memories`;
const keyOf = (conversation: string) => ["memories", conversation] as const;

export const useMemories = (conversation: string) =>
  useQuery({
    queryKey: keyOf(conversation),
    queryFn: async () => (await request<{ memories: Memory[] }>(path(conversation))).memories,
    staleTime: 0,
  });

export function useForget(conversation: string) {
  const client = useQueryClient();
  return useMutation({
    /** One sentence, or all of them. */
    mutationFn: (memory: string | null) =>
      request<undefined>(memory === null ? path(conversation) : `${path(conversation)}/${encodeURIComponent(memory)}`, { method: "DELETE" }),
    onSettled: () => client.invalidateQueries({ queryKey: keyOf(conversation) }),
  });
}
