/** Everything that the workspace shows of one conversation, and what can be done with it. */

import { useCallback, useEffect, useMemo, useState } from "react";

import type { Conversation } from "@/api/contract";
import { useConversation, useConversationCache } from "@/api/queries";
import { currentConversation, navigate, pathOf } from "@/app/route";
import type { JsonObject } from "@/graph/workflow";

import { exchangesOf, shownExchange } from "./thread";
import { NEW, turns, useTurns } from "./turns";

export function useConversationView(conversationId: string | null) {
  const cache = useConversationCache();
  const scope = conversationId ?? NEW;
  const own = useTurns(scope);
  const query = useConversation(conversationId);
  const messages = useMemo(() => query.data?.messages ?? [], [query.data]);
  const exchanges = useMemo(() => exchangesOf(messages, own), [messages, own]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [selection, setSelection] = useState<{ exchange: string; node: string } | null>(null);
  const running = own.some(({ answer }) => answer.status === "running");
  const building = own.some(
    ({ answer }) => answer.status === "running" && answer.stages.some(({ stage }) => stage === "plan" || stage === "compile"),
  );
  const shown = shownExchange(exchanges, chosen);
  const drawn = exchanges.filter(({ answer }) => answer?.workflow);

  useEffect(() => {
    if (conversationId) turns.forgetStored(conversationId, new Set(messages.map(({ id }) => id)));
  }, [conversationId, messages]);
  useRunningElsewhere(query.data, running, cache);

  const send = useCallback(
    (message: string, workflow?: JsonObject) => {
      setChosen(null);
      const from = currentConversation() ?? NEW;
      const events = {
        onAccepted: (id: string) => {
          if (from === NEW && currentConversation() === null) navigate(pathOf(id), { replace: true });
          void cache.refresh(null);
        },
        onTitle: cache.setTitle,
        onSettled: (id: string | null) => void cache.refresh(id),
      };
      void turns.start(from, message, events, workflow);
    },
    [cache],
  );
  return {
    scope,
    query,
    exchanges,
    running,
    building,
    shown,
    /** The node whose details are open; a selection belongs to the workflow that it was made in. */
    selected: selection && selection.exchange === shown?.key ? selection.node : null,
    select: (exchange: string | undefined, node: string | null) => setSelection(exchange && node ? { exchange, node } : null),
    choose: setChosen,
    versions: {
      number: drawn.findIndex(({ key }) => key === shown?.key) + 1,
      total: drawn.length,
      onGo: (number: number) => setChosen(drawn[number - 1]?.key ?? null),
      before: drawn[drawn.findIndex(({ key }) => key === shown?.key) - 1]?.answer?.workflow ?? null,
    },
    send,
    stop: () => void turns.stop(scope),
  };
}

/** Joins the generation that the server says is running, when this tab does not follow one yet. */
function useRunningElsewhere(
  conversation: Conversation | undefined,
  running: boolean,
  cache: ReturnType<typeof useConversationCache>,
): void {
  const id = conversation?.id;
  const generationId = conversation?.running_generation_id ?? null;
  const request = conversation?.messages.findLast(({ role }) => role === "user");
  useEffect(() => {
    if (!id || !generationId || !request || running) return;
    if (turns.turnsOf(id).some((turn) => turn.generationId === generationId)) return;
    void turns.follow(
      id,
      { message: request.content, userMessageId: request.id, generationId },
      { onAccepted: () => undefined, onTitle: cache.setTitle, onSettled: (settled) => void cache.refresh(settled) },
    );
  }, [id, generationId, request, running, cache]);
}
