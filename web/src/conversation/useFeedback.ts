/** What one thinks of an answer; shown at once, and as before if the server does not take it. */

import { useQueryClient } from "@tanstack/react-query";

import type { Conversation, MessageFeedback, Rating } from "@/api/contract";
import { giveFeedback, takeBackFeedback } from "@/api/endpoints";
import { ApiError } from "@/api/http";
import { keys, useConversation } from "@/api/queries";
import { showToast } from "@/design/Toasts";
import { useMessages } from "@/i18n";

export function useFeedback(conversationId: string, messageId: string) {
  const t = useMessages();
  const client = useQueryClient();
  const all = useConversation(conversationId).data?.feedback ?? [];
  const given = all.find(({ message_id }) => message_id === messageId) ?? null;
  const show = (feedback: MessageFeedback | null) => {
    client.setQueryData<Conversation>(keys.conversation(conversationId), (found) => {
      if (!found) return found;
      const others = found.feedback.filter(({ message_id }) => message_id !== messageId);
      return { ...found, feedback: feedback ? [...others, feedback] : others };
    });
  };
  const change = async (next: MessageFeedback | null, tell: () => Promise<unknown>) => {
    show(next);
    try {
      await tell();
    } catch (failure) {
      show(given);
      showToast(failure instanceof ApiError && !failure.unreachable ? failure.message : t.errors.unreachable);
    }
  };
  return {
    given,
    give: async (rating: Rating, reason: string) => {
      await change({ message_id: messageId, rating, reason }, () => giveFeedback(messageId, rating, reason));
      if (reason) showToast(t.feedback.thanks);
    },
    takeBack: () => change(null, () => takeBackFeedback(messageId)),
  };
}
