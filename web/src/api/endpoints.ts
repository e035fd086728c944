/** Every call that the page makes, one function each. */

import type { Conversation, ConversationSummary, Me } from "./contract";
import { request } from "./http";

export const getMe = () => request<Me>("/api/users/me");

export const listConversations = async () =>
  (await request<{ conversations: ConversationSummary[] }>("/api/conversations")).conversations;

export const getConversation = (id: string) => request<Conversation>(`/api/conversations/${encodeURIComponent(id)}`);

export const renameConversation = (id: string, title: string) =>
  request<unknown>(`/api/conversations/${encodeURIComponent(id)}`, { method: "PATCH", body: { title } });

export const deleteConversation = (id: string) =>
  request<undefined>(`/api/conversations/${encodeURIComponent(id)}`, { method: "DELETE" });

export const stopGeneration = (id: string) =>
  request<unknown>(`/api/generations/${encodeURIComponent(id)}/stop`, { method: "POST", body: {} });
