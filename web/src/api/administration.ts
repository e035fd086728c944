/** What administrators see and do. To everybody else the server says that it is not there. */

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { call } from "./call";

export type { Account as AccountRow, AuditEntry, EventRow as StoredMessage, Liking } from "./schema";

export type MessageStatus = "dead" | "waiting" | "handled" | "ignored";

const ROOT = ["admin"] as const;
const PAGE = 50;

/** The last of a full page: what comes after it is asked for by its id. */
const nextOf = (page: { id: string }[]) => (page.length === PAGE ? (page.at(-1)?.id ?? null) : null);

const listAccounts = async (words: string, flagged: boolean, before: string | null) =>
  (await call("GET /api/admin/users", { query: { q: words, flagged, limit: PAGE, ...(before ? { before } : {}) } })).users;

export const useAccounts = (words: string, flagged: boolean) =>
  useInfiniteQuery({
    queryKey: [...ROOT, "accounts", words, flagged],
    queryFn: ({ pageParam }) => listAccounts(words, flagged, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
  });

export const useAccount = (id: string | null) =>
  useQuery({
    queryKey: [...ROOT, "account", id],
    queryFn: () => call("GET /api/admin/users/{account_id}", { path: { account_id: id ?? "" } }),
    enabled: id !== null,
  });

const listAudit = async (subject: string | null, before: string | null) =>
  (await call("GET /api/admin/audit-log", { query: { limit: PAGE, ...(subject ? { subject } : {}), ...(before ? { before } : {}) } })).entries;

/** What was done, to one account or at all. Looking adds a line, so it is never looked at twice unasked. */
export const useAudit = (subject: string | null) =>
  useInfiniteQuery({
    queryKey: [...ROOT, "audit", subject],
    queryFn: ({ pageParam }) => listAudit(subject, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
    refetchOnWindowFocus: false,
  });

export const useStoredMessages = (status: MessageStatus) =>
  useQuery({
    queryKey: [...ROOT, "messages", status],
    queryFn: async () => (await call("GET /api/admin/webhooks", { query: { status, limit: 200 } })).events,
    placeholderData: keepPreviousData,
  });

export const useLikings = (days: number) =>
  useQuery({
    queryKey: [...ROOT, "likings", days],
    queryFn: async () => (await call("GET /api/admin/feedback", { query: { days } })).days,
    placeholderData: keepPreviousData,
  });

export interface Grant {
  amount: number;
  reason: string;
  /** A day in the page's own form (`2030-01-31`); null for ever. */
  until: string | null;
}

export function useGrant(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ amount, reason, until }: Grant) =>
      call("POST /api/admin/users/{account_id}/credits", {
        path: { account_id: id },
        body: { amount, reason, expires_at: until ? new Date(`${until}T23:59:59`).toISOString() : null },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ROOT }),
  });
}

export function useReplay() {
  const client = useQueryClient();
  return useMutation({
    /** One message, or all that were given up. */
    mutationFn: (event: string | null) =>
      call("POST /api/admin/webhooks/replay", { body: { event_id: event } }),
    onSettled: () => client.invalidateQueries({ queryKey: [...ROOT, "messages"] }),
  });
}
