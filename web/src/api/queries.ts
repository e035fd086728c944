/** Server state: everything that the server knows is read through these. */

import { QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";

import { useMemo } from "react";

import type { Conversation, ConversationSummary } from "./contract";
import { getConversation, getMe, listConversations } from "./endpoints";
import { ApiError } from "./http";

export const keys = {
  me: ["me"] as const,
  conversations: ["conversations"] as const,
  conversation: (id: string) => ["conversation", id] as const,
};

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // What the server refused it will refuse again; only an unreachable or failing one is asked again.
        retry: (count, error) => count < 2 && error instanceof ApiError && (error.unreachable || error.status >= 500),
      },
    },
  });
}

export const useMe = () => useQuery({ queryKey: keys.me, queryFn: getMe, staleTime: 300_000 });

export const useConversations = () => useQuery({ queryKey: keys.conversations, queryFn: listConversations });

export function useConversation(id: string | null) {
  return useQuery({
    queryKey: keys.conversation(id ?? ""),
    queryFn: () => getConversation(id ?? ""),
    enabled: id !== null,
  });
}

/** Changes the list at once; the server is told by the caller. */
export function useConversationCache() {
  const client = useQueryClient();
  return useMemo(() => cacheOf(client), [client]);
}

function cacheOf(client: QueryClient) {
  const editList = (edit: (list: ConversationSummary[]) => ConversationSummary[]) =>
    client.setQueryData<ConversationSummary[]>(keys.conversations, (list) => (list ? edit(list) : list));
  return {
    setTitle(id: string, title: string) {
      editList((list) => list.map((item) => (item.id === id ? { ...item, title } : item)));
      client.setQueryData<Conversation>(keys.conversation(id), (found) => (found ? { ...found, title } : found));
    },
    remove(id: string) {
      editList((list) => list.filter((item) => item.id !== id));
    },
    async refresh(id: string | null) {
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.conversations }),
        id ? client.invalidateQueries({ queryKey: keys.conversation(id) }) : null,
      ]);
    },
  };
}
