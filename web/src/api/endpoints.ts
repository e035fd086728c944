/** Every call that the page makes, one function each. */

import type { BuyablePlan, Conversation, CreditKind, Rating, SharedConversation, ShareLink } from "./contract";
import type { JsonObject } from "@/graph/workflow";

import { call } from "./call";
import { ApiError } from "./http";

export const getMe = () => call("GET /api/users/me");

export const listConversations = async () =>
  (await call("GET /api/conversations")).conversations;

/** With its last messages, `limit` at most; `before` a message, those before it. */
export const getConversation = async (id: string, page: { limit: number; before?: string }) =>
  (await call("GET /api/conversations/{conversation_id}", { path: { conversation_id: id }, query: page })) as Conversation;

export const searchConversations = async (words: string) =>
  (await call("GET /api/conversations/search", { query: { q: words } })).conversations;

export const changeConversation = (id: string, change: { title?: string; pinned?: boolean }) =>
  call("PATCH /api/conversations/{conversation_id}", { path: { conversation_id: id }, body: change });

export const exportAddress = (id: string, format: "markdown" | "json") =>
  `/api/conversations/${encodeURIComponent(id)}/export?format=${format}`;

/** Shows the branch with this message. */
export const chooseBranch = (messageId: string) =>
  call("POST /api/messages/{message_id}/choose", { path: { message_id: messageId } });

export const removeFile = (id: string) => call("DELETE /api/files/{file_id}", { path: { file_id: id } });

export const fileAddress = (id: string) => `/api/files/${encodeURIComponent(id)}/content`;

export const giveFeedback = (messageId: string, rating: Rating, reason: string) =>
  call("PUT /api/messages/{message_id}/feedback", { path: { message_id: messageId }, body: { rating, reason } });

export const takeBackFeedback = (messageId: string) =>
  call("DELETE /api/messages/{message_id}/feedback", { path: { message_id: messageId } });

/** Newest first; those whose name has the words in it, or all. */
export const listWorkflows = async (words: string) =>
  (await call("GET /api/workflows", { query: { q: words } })).workflows;

export const getWorkflow = (id: string) => call("GET /api/workflows/{workflow_id}", { path: { workflow_id: id } });

export const renameWorkflow = (id: string, name: string) =>
  call("PATCH /api/workflows/{workflow_id}", { path: { workflow_id: id }, body: { name } });

export const duplicateWorkflow = (id: string) =>
  call("POST /api/workflows/{workflow_id}/duplicate", { path: { workflow_id: id } });

export const deleteWorkflow = (id: string) => call("DELETE /api/workflows/{workflow_id}", { path: { workflow_id: id } });

export const undeleteWorkflow = (id: string) =>
  call("POST /api/workflows/{workflow_id}/undelete", { path: { workflow_id: id } });

export const findIssues = async (workflow: JsonObject) =>
  (await call("POST /api/workflows/validate", { body: { workflow } })).issues;

/** The link, or null while there is none. */
export const findShare = async (id: string): Promise<ShareLink | null> => {
  try {
    return await call("GET /api/conversations/{conversation_id}/share", { path: { conversation_id: id } });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
};

export const shareConversation = (id: string) => call("POST /api/conversations/{conversation_id}/share", { path: { conversation_id: id } });

export const revokeShare = (id: string) => call("DELETE /api/conversations/{conversation_id}/share", { path: { conversation_id: id } });

export const getShared = async (token: string) => (await call("GET /api/shared/{token}", { path: { token } })) as SharedConversation;

export const getBalance = () => call("GET /api/credits/balance");

/** Newest first, from before an entry on; all, or those of one kind. */
export const listCreditHistory = async (kind: CreditKind | null, before: string | null, limit: number) => {
  const query = { limit, ...(kind ? { type: kind } : {}), ...(before ? { before } : {}) };
  return (await call("GET /api/credits/history", { query })).entries;
};

export const historyAddress = (kind: CreditKind | null) => `/api/credits/history/export${kind ? `?type=${kind}` : ""}`;

export const listPlans = () => call("GET /api/billing/plans");

export const getSubscription = () => call("GET /api/billing/subscription");

export const listInvoices = async () => (await call("GET /api/billing/invoices")).invoices;

/** Where Stripe's page leads back to: `chat` without a conversation is a new one. */
export interface ComeBack {
  to: "billing" | "chat";
  conversation?: string;
}

export const openCheckout = (plan: BuyablePlan, { to, conversation }: ComeBack) =>
  call("POST /api/billing/checkout", {
    body: { plan, back_to: to, conversation_id: conversation ?? null },
  });

export const settleCheckout = (checkout: string) =>
  call("POST /api/billing/checkout/settle", { body: { checkout } });

export const openPortal = () => call("POST /api/billing/portal");

export const changePlan = (plan: "starter" | "pro") =>
  call("POST /api/billing/subscription", { body: { plan } });

export const deleteConversation = (id: string) =>
  call("DELETE /api/conversations/{conversation_id}", { path: { conversation_id: id } });

export const stopGeneration = (id: string) =>
  call("POST /api/generations/{generation_id}/stop", { path: { generation_id: id } });

export const signIn = (email: string, password: string) =>
  call("POST /api/auth/sign-in", { body: { email, password } });

export const signUp = (email: string, password: string, name: string) =>
  call("POST /api/auth/sign-up", { body: { email, password, name } });

export const signOut = () => call("POST /api/auth/sign-out");

export const forgotPassword = (email: string) =>
  call("POST /api/auth/password/forgot", { body: { email } });

export const resetPassword = (token: string, password: string) =>
  call("POST /api/auth/password/reset", { body: { token, password } });

export const changePassword = (current: string, next: string) =>
  call("POST /api/auth/password", { body: { current, new: next } });

export const changeMe = (change: { name?: string }) => call("PATCH /api/users/me", { body: change });

export const listApiKeys = async () => (await call("GET /api/auth/keys")).keys;

export const createApiKey = (name: string) =>
  call("POST /api/auth/keys", { body: { name } });

export const revokeApiKey = (id: string) =>
  call("DELETE /api/auth/keys/{api_key_id}", { path: { api_key_id: id } });

/** Without words: all of them. */
export const listTemplates = async (words: string) =>
  (await call("GET /api/templates", { query: { q: words } })).templates;

export const getTemplate = (key: string) =>
  call("GET /api/templates/{key}", { path: { key } });
