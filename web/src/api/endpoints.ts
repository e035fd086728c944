/** Every call that the page makes, one function each. */

import type {
  ApiKey,
  Balance,
  BuyablePlan,
  Conversation,
  ConversationSummary,
  CreditEntry,
  CreditKind,
  FoundConversation,
  Invoice,
  Issue,
  Me,
  Plan,
  Rating,
  SavedWorkflow,
  SharedConversation,
  ShareLink,
  Subscription,
  WorkflowSummary,
  TemplateRow,
} from "./contract";
import type { JsonObject } from "@/graph/workflow";

import { ApiError, request } from "./http";

export const getMe = () => request<Me>("/api/users/me");

export const listConversations = async () =>
  (await request<{ conversations: ConversationSummary[] }>("/api/conversations")).conversations;

export const getConversation = (id: string) => request<Conversation>(`/api/conversations/${encodeURIComponent(id)}`);

export const searchConversations = async (words: string) =>
  (await request<{ conversations: FoundConversation[] }>(`/api/conversations/search?q=${encodeURIComponent(words)}`)).conversations;

export const changeConversation = (id: string, change: { title?: string; pinned?: boolean }) =>
  request<ConversationSummary>(`/api/conversations/${encodeURIComponent(id)}`, { method: "PATCH", body: change });

export const exportAddress = (id: string, format: "markdown" | "json") =>
  `/api/conversations/${encodeURIComponent(id)}/export?format=${format}`;

/** Shows the branch with this message. */
export const chooseBranch = (messageId: string) =>
  request<undefined>(`/api/messages/${encodeURIComponent(messageId)}/choose`, { method: "POST" });

export const removeFile = (id: string) => request<undefined>(`/api/files/${encodeURIComponent(id)}`, { method: "DELETE" });

export const fileAddress = (id: string) => `/api/files/${encodeURIComponent(id)}/content`;

export const giveFeedback = (messageId: string, rating: Rating, reason: string) =>
  request<undefined>(`/api/messages/${encodeURIComponent(messageId)}/feedback`, { method: "PUT", body: { rating, reason } });

export const takeBackFeedback = (messageId: string) =>
  request<undefined>(`/api/messages/${encodeURIComponent(messageId)}/feedback`, { method: "DELETE" });

const workflowPath = (id: string) => `/api/workflows/${encodeURIComponent(id)}`;

/** Newest first; those whose name has the words in it, or all. */
export const listWorkflows = async (words: string) =>
  (await request<{ workflows: WorkflowSummary[] }>(`/api/workflows?q=${encodeURIComponent(words)}`)).workflows;

export const getWorkflow = (id: string) => request<SavedWorkflow>(workflowPath(id));

export const renameWorkflow = (id: string, name: string) =>
  request<WorkflowSummary>(workflowPath(id), { method: "PATCH", body: { name } });

export const duplicateWorkflow = (id: string) =>
  request<WorkflowSummary>(`${workflowPath(id)}/duplicate`, { method: "POST", body: {} });

export const deleteWorkflow = (id: string) => request<undefined>(workflowPath(id), { method: "DELETE" });

export const undeleteWorkflow = (id: string) =>
  request<WorkflowSummary>(`${workflowPath(id)}/undelete`, { method: "POST", body: {} });

export const findIssues = async (workflow: JsonObject) =>
  (await request<{ issues: Issue[] }>("/api/workflows/validate", { method: "POST", body: { workflow } })).issues;

const sharePath = (id: string) => `/api/conversations/${encodeURIComponent(id)}/share`;

/** The link, or null while there is none. */
export const findShare = async (id: string): Promise<ShareLink | null> => {
  try {
    return await request<ShareLink>(sharePath(id));
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
};

export const shareConversation = (id: string) => request<ShareLink>(sharePath(id), { method: "POST", body: {} });

export const revokeShare = (id: string) => request<undefined>(sharePath(id), { method: "DELETE" });

export const getShared = (token: string) => request<SharedConversation>(`/api/shared/${encodeURIComponent(token)}`);

export const getBalance = () => request<Balance>("/api/credits/balance");

/** Newest first, from before an entry on; all, or those of one kind. */
export const listCreditHistory = async (kind: CreditKind | null, before: string | null, limit: number) => {
  const query = new URLSearchParams({ limit: String(limit), ...(kind ? { type: kind } : {}), ...(before ? { before } : {}) });
  return (await request<{ entries: CreditEntry[] }>(`/api/credits/history?${query}`)).entries;
};

export const historyAddress = (kind: CreditKind | null) => `/api/credits/history/export${kind ? `?type=${kind}` : ""}`;

export const listPlans = () => request<{ enabled: boolean; plans: Plan[] }>("/api/billing/plans");

export const getSubscription = () => request<Subscription>("/api/billing/subscription");

export const listInvoices = async () => (await request<{ invoices: Invoice[] }>("/api/billing/invoices")).invoices;

/** Where Stripe's page leads back to: `chat` without a conversation is a new one. */
export interface ComeBack {
  to: "billing" | "chat";
  conversation?: string;
}

export const openCheckout = (plan: BuyablePlan, { to, conversation }: ComeBack) =>
  request<{ url: string }>("/api/billing/checkout", {
    method: "POST",
    body: { plan, back_to: to, conversation_id: conversation ?? null },
  });

export const settleCheckout = (checkout: string) =>
  request<undefined>("/api/billing/checkout/settle", { method: "POST", body: { checkout } });

export const openPortal = () => request<{ url: string }>("/api/billing/portal", { method: "POST", body: {} });

export const changePlan = (plan: "starter" | "pro") =>
  request<unknown>("/api/billing/subscription", { method: "POST", body: { plan } });

export const deleteConversation = (id: string) =>
  request<undefined>(`/api/conversations/${encodeURIComponent(id)}`, { method: "DELETE" });

export const stopGeneration = (id: string) =>
  request<unknown>(`/api/generations/${encodeURIComponent(id)}/stop`, { method: "POST", body: {} });

export const signIn = (email: string, password: string) =>
  request<unknown>("/api/auth/sign-in", { method: "POST", body: { email, password } });

export const signUp = (email: string, password: string, name: string) =>
  request<unknown>("/api/auth/sign-up", { method: "POST", body: { email, password, name } });

export const signOut = () => request<undefined>("/api/auth/sign-out", { method: "POST", body: {} });

export const forgotPassword = (email: string) =>
  request<unknown>("/api/auth/password/forgot", { method: "POST", body: { email } });

export const resetPassword = (token: string, password: string) =>
  request<undefined>("/api/auth/password/reset", { method: "POST", body: { token, password } });

export const changePassword = (current: string, next: string) =>
  request<undefined>("/api/auth/password", { method: "POST", body: { current, new: next } });

export const changeMe = (change: { name?: string }) => request<Me>("/api/users/me", { method: "PATCH", body: change });

export const listApiKeys = async () => (await request<{ keys: ApiKey[] }>("/api/auth/keys")).keys;

export const createApiKey = (name: string) =>
  request<ApiKey & { key: string }>("/api/auth/keys", { method: "POST", body: { name } });

export const revokeApiKey = (id: string) =>
  request<undefined>(`/api/auth/keys/${encodeURIComponent(id)}`, { method: "DELETE" });

/** Without words: all of them. */
export const listTemplates = async (words: string) =>
  (await request<{ templates: TemplateRow[] }>(`/api/templates?q=${encodeURIComponent(words)}`)).templates;

export const getTemplate = (key: string) =>
  request<TemplateRow & { workflow: JsonObject }>(`/api/templates/${encodeURIComponent(key)}`);
