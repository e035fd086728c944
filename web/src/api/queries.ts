/** Server state: everything that the server knows is read through these. */

import { keepPreviousData, QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useMemo } from "react";

import type { JsonObject } from "@/graph/workflow";

import type { Conversation, ConversationSummary, CreditKind } from "./contract";
import {
  findIssues,
  findShare,
  getBalance,
  getConversation,
  getMe,
  getShared,
  getSubscription,
  getTemplate,
  getWorkflow,
  listApiKeys,
  listConversations,
  listCreditHistory,
  listInvoices,
  listPlans,
  listWorkflows,
  listTemplates,
  searchConversations,
} from "./endpoints";
import { ApiError } from "./http";

export const keys = {
  me: ["me"] as const,
  conversations: ["conversations"] as const,
  conversation: (id: string) => ["conversation", id] as const,
  search: (words: string) => ["search", words] as const,
  share: (id: string) => ["share", id] as const,
  shared: (token: string) => ["shared", token] as const,
  balance: ["balance"] as const,
  billing: ["billing"] as const,
  creditHistory: ["credit-history"] as const,
  apiKeys: ["api-keys"] as const,
  workflows: ["workflows"] as const,
  workflowList: ["workflows", "list"] as const,
  savedWorkflow: (id: string) => ["workflows", "one", id] as const,
  templates: (words: string) => ["templates", words] as const,
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

export const useBalance = () => useQuery({ queryKey: keys.balance, queryFn: getBalance });

export const usePlans = () => useQuery({ queryKey: [...keys.billing, "plans"], queryFn: listPlans, staleTime: 300_000 });

export const useSubscription = () => useQuery({ queryKey: [...keys.billing, "subscription"], queryFn: getSubscription });

export const useInvoices = () => useQuery({ queryKey: [...keys.billing, "invoices"], queryFn: listInvoices });

const HISTORY_PAGE = 30;

export const useCreditHistory = (kind: CreditKind | null) =>
  useInfiniteQuery({
    queryKey: [...keys.creditHistory, kind],
    queryFn: ({ pageParam }) => listCreditHistory(kind, pageParam, HISTORY_PAGE),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.length === HISTORY_PAGE ? (page.at(-1)?.transaction_id ?? null) : null),
    placeholderData: keepPreviousData,
  });

export const useApiKeys = () => useQuery({ queryKey: keys.apiKeys, queryFn: listApiKeys });

/** Templates never change while the server runs. */
export const useTemplates = (words: string) =>
  useQuery({
    queryKey: keys.templates(words),
    queryFn: () => listTemplates(words),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

export const useTemplate = (key: string | null) =>
  useQuery({ queryKey: ["template", key], queryFn: () => getTemplate(key ?? ""), enabled: key !== null, staleTime: Infinity });

export const useShared = (token: string) => useQuery({ queryKey: keys.shared(token), queryFn: () => getShared(token) });

export const useShare = (id: string, enabled: boolean) =>
  useQuery({ queryKey: keys.share(id), queryFn: () => findShare(id), enabled });

/** Saved workflows with the words in their name; the last result stays while the next one is looked for. */
export const useWorkflows = (words: string) =>
  useQuery({
    queryKey: [...keys.workflowList, words],
    queryFn: () => listWorkflows(words),
    // Every answer adds one, and nothing tells of it.
    staleTime: 0,
    placeholderData: keepPreviousData,
  });

export const useSavedWorkflow = (id: string) =>
  useQuery({ queryKey: keys.savedWorkflow(id), queryFn: () => getWorkflow(id) });

/** What is wrong with a document that nobody saved; waits for the document. `name` tells such documents apart. */
export const useIssues = (name: string, document: JsonObject | null) =>
  useQuery({
    queryKey: [...keys.workflows, "issues", name],
    queryFn: () => findIssues(document ?? {}),
    enabled: document !== null,
  });

/** Conversations in which the words were said; the last result stays while the next one is looked for. */
export const useSearch = (words: string) =>
  useQuery({
    queryKey: keys.search(words),
    queryFn: () => searchConversations(words),
    enabled: words !== "",
    placeholderData: keepPreviousData,
  });

export const useConversations = () => useQuery({ queryKey: keys.conversations, queryFn: listConversations });

/** Messages that are read at once, and the most that the server gives at once. */
const MESSAGE_PAGE = 60;
const MOST_MESSAGES = 1_000;

/** A conversation with its last messages; when it is read again, with as many as are there already. */
export function useConversation(id: string | null) {
  const client = useQueryClient();
  const queryKey = keys.conversation(id ?? "");
  return useQuery({
    queryKey,
    queryFn: () => {
      const shown = client.getQueryData<Conversation>(queryKey)?.messages.length ?? 0;
      return getConversation(id ?? "", { limit: Math.min(Math.max(shown, MESSAGE_PAGE), MOST_MESSAGES) });
    },
    enabled: id !== null,
  });
}

/** Reads the messages before those that are there. */
export function useEarlierMessages(id: string | null) {
  const client = useQueryClient();
  const queryKey = keys.conversation(id ?? "");
  return useMutation({
    mutationFn: async () => {
      const before = client.getQueryData<Conversation>(queryKey)?.messages[0]?.id;
      if (before === undefined) return;
      const earlier = await getConversation(id ?? "", { limit: MESSAGE_PAGE, before });
      client.setQueryData<Conversation>(queryKey, (shown) =>
        // Read anew meanwhile, it may begin elsewhere.
        shown?.messages[0]?.id === before
          ? { ...shown, messages: [...earlier.messages, ...shown.messages], has_earlier: earlier.has_earlier ?? false }
          : shown,
      );
    },
  });
}

/** Pinned ones first, then the newest: the server's own order. */
function sorted(list: ConversationSummary[]): ConversationSummary[] {
  return list.toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || (a.updated_at < b.updated_at ? 1 : -1));
}

/** Changes the list at once; the server is told by the caller. */
export function useConversationCache() {
  const client = useQueryClient();
  return useMemo(() => cacheOf(client), [client]);
}

export function cacheOf(client: QueryClient) {
  const editList = (edit: (list: ConversationSummary[]) => ConversationSummary[]) =>
    client.setQueryData<ConversationSummary[]>(keys.conversations, (list) => (list ? edit(list) : list));
  return {
    setPinned(id: string, pinned: boolean) {
      editList((list) => sorted(list.map((item) => (item.id === id ? { ...item, pinned } : item))));
    },
    /** New, or changed somewhere else. */
    put(conversation: ConversationSummary) {
      editList((list) => sorted([conversation, ...list.filter(({ id }) => id !== conversation.id)]));
      const { id, title } = conversation;
      client.setQueryData<Conversation>(keys.conversation(id), (found) => (found ? { ...found, title } : found));
    },
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
        client.invalidateQueries({ queryKey: keys.workflows }),
        id ? client.invalidateQueries({ queryKey: keys.conversation(id) }) : null,
      ]);
    },
  };
}
