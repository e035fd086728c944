/** Every call that the page makes, one function each. */

import type { ChatEvent, Conversation, ConversationSummary, Me } from "./contract";
import { request, send } from "./http";
import { readEvents } from "./sse";

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

export interface SendMessage {
  message: string;
  conversationId: string | null;
  signal: AbortSignal;
  onEvent: (event: ChatEvent) => void;
}

/** Sends a message and reads its events to the last one. */
export async function sendMessage({ message, conversationId, signal, onEvent }: SendMessage): Promise<void> {
  const body = conversationId ? { message, conversation_id: conversationId } : { message };
  const response = await send("/api/chat/message", { method: "POST", body, accept: "text/event-stream", signal });
  if (!response.body) return;
  await readEvents(response.body, ({ event, data }) => {
    let payload: unknown;
    try {
      payload = JSON.parse(data);
    } catch {
      return;
    }
    if (typeof payload === "object" && payload !== null) onEvent({ ...payload, type: event } as ChatEvent);
  });
}
