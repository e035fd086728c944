/** What administrators see and do. To everybody else the server says that it is not there. */

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import type { JsonObject } from "@/graph/workflow";

import { request } from "./http";

export interface AccountRow {
  id: string;
  email: string | null;
  name: string;
  subscription_tier: string;
  is_admin: boolean;
  created_at: string;
  deleted_at: string | null;
  /** null before the first use. */
  balance: number | null;
  /** Why somebody should look at it. */
  attention: string | null;
}

export interface AuditEntry {
  id: string;
  /** null for an operator at the command line. */
  actor_id: string | null;
  action: string;
  subject_id: string | null;
  detail: JsonObject;
  created_at: string;
}

export type MessageStatus = "dead" | "waiting" | "handled" | "ignored";

export interface StoredMessage {
  id: string;
  sender: "clerk" | "stripe" | "supabase";
  type: string;
  status: MessageStatus;
  attempts: number;
  last_error: string | null;
  received_at: string;
  handled_at: string | null;
}

export interface Liking {
  day: string;
  answered_by: string;
  up: number;
  down: number;
}

const ROOT = ["admin"] as const;
const PAGE = 50;

/** The last of a full page: what comes after it is asked for by its id. */
const nextOf = (page: { id: string }[]) => (page.length === PAGE ? (page.at(-1)?.id ?? null) : null);

async function listAccounts(words: string, flagged: boolean, before: string | null): Promise<AccountRow[]> {
  const query = new URLSearchParams({ q: words, flagged: String(flagged), limit: String(PAGE), ...(before ? { before } : {}) });
  return (await request<{ users: AccountRow[] }>(`/api/admin/users?${query}`)).users;
}

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
    queryFn: () => request<AccountRow>(`/api/admin/users/${encodeURIComponent(id ?? "")}`),
    enabled: id !== null,
  });

async function listAudit(subject: string | null, before: string | null): Promise<AuditEntry[]> {
  const query = new URLSearchParams({ limit: String(PAGE), ...(subject ? { subject } : {}), ...(before ? { before } : {}) });
  return (await request<{ entries: AuditEntry[] }>(`/api/admin/audit-log?${query}`)).entries;
}

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
    queryFn: async () => (await request<{ events: StoredMessage[] }>(`/api/admin/webhooks?status=${status}&limit=200`)).events,
    placeholderData: keepPreviousData,
  });

export const useLikings = (days: number) =>
  useQuery({
    queryKey: [...ROOT, "likings", days],
    queryFn: async () => (await request<{ days: Liking[] }>(`/api/admin/feedback?days=${days}`)).days,
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
      request<AccountRow>(`/api/admin/users/${encodeURIComponent(id)}/credits`, {
        method: "POST",
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
      request<{ count: number }>("/api/admin/webhooks/replay", { method: "POST", body: { event_id: event } }),
    onSettled: () => client.invalidateQueries({ queryKey: [...ROOT, "messages"] }),
  });
}
