/** What is remembered of long conversations. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { call } from "./call";

const keyOf = (conversation: string) => ["memories", conversation] as const;

export const useMemories = (conversation: string) =>
  useQuery({
    queryKey: keyOf(conversation),
    queryFn: async () => (await call("GET /api/conversations/{conversation_id}/memories", { path: { conversation_id: conversation } })).memories,
    staleTime: 0,
  });

export function useForget(conversation: string) {
  const client = useQueryClient();
  return useMutation({
    /** One sentence, or all of them. */
    mutationFn: (memory: string | null) =>
      memory === null
        ? call("DELETE /api/conversations/{conversation_id}/memories", { path: { conversation_id: conversation } })
        : call("DELETE /api/conversations/{conversation_id}/memories/{memory_id}", { path: { conversation_id: conversation, memory_id: memory } }),
    onSettled: () => client.invalidateQueries({ queryKey: keyOf(conversation) }),
  });
}
