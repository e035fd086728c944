/** Everything that the workspace shows of one conversation, and what can be done with it. */

import { useCallback, useEffect, useMemo, useState } from "react";

import type { Order } from "@/api/chat";
import { makeKey } from "@/api/chat";
import type { Conversation, SentFile } from "@/api/contract";
import { chooseBranch } from "@/api/endpoints";
import { ApiError } from "@/api/http";
import { useConversation, useConversationCache, useEarlierMessages } from "@/api/queries";
import { currentConversation, navigate, pathOf } from "@/app/route";
import { showToast } from "@/design/Toasts";
import type { JsonObject } from "@/graph/workflow";

import type { Exchange } from "./thread";
import { exchangesOf, fromFirstRequest, shownExchange } from "./thread";
import type { TurnStart } from "./turns";
import { neverArrived, NEW, turns, useTurns } from "./turns";

export function useConversationView(conversationId: string | null) {
  const cache = useConversationCache();
  const scope = conversationId ?? NEW;
  const own = useTurns(scope);
  const query = useConversation(conversationId);
  const earlier = useEarlierMessages(conversationId);
  const messages = useMemo(() => {
    const { messages: loaded = [], has_earlier: isCut = false } = query.data ?? {};
    return isCut ? fromFirstRequest(loaded) : loaded;
  }, [query.data]);
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

  const eventsFrom = useCallback(
    (from: string) => ({
      onAccepted: (id: string) => {
        if (from === NEW && currentConversation() === null) navigate(pathOf(id), { replace: true });
        void cache.refresh(null);
      },
      onTitle: cache.setTitle,
      onSettled: (id: string | null) => void cache.refresh(id),
    }),
    [cache],
  );
  const order = useCallback(
    (wanted: Order, start: Omit<TurnStart, "generationId">) => {
      setChosen(null);
      const from = currentConversation() ?? NEW;
      void turns.start(from, wanted, { ...start, generationId: "" }, eventsFrom(from));
    },
    [eventsFrom],
  );
  const send = useCallback(
    (message: string, workflow?: JsonObject, files: SentFile[] = []) => {
      const wanted: Order = { key: makeKey(), kind: "message", message, conversationId: currentConversation() };
      if (workflow) wanted.workflow = workflow;
      if (files.length) wanted.fileIds = files.map(({ id }) => id);
      order(wanted, { message, files, userMessageId: "" });
    },
    [order],
  );
  /** Another version of an own message, which is answered anew. */
  const edit = (exchange: Exchange, message: string) => {
    const wanted: Order = { key: makeKey(), kind: "edit", messageId: exchange.requests.shown, message };
    order(wanted, { message, files: exchange.files, userMessageId: "" });
  };
  /** Another answer; the same order once more where the first never arrived. */
  const again = ({ turn, answer, request, files, requests }: Exchange) => {
    if (turn && neverArrived(turn)) {
      void turns.retry(scope, turn, eventsFrom(scope));
    } else if (answer) {
      const wanted: Order = { key: makeKey(), kind: "again", messageId: answer.id };
      order(wanted, { message: request, files, userMessageId: requests.shown || (turn?.userMessageId ?? "") });
    }
  };
  const show = async (messageId: string) => {
    setChosen(null);
    try {
      await chooseBranch(messageId);
    } catch (failure) {
      showToast(failure instanceof ApiError ? failure.message : String(failure));
    }
    await cache.refresh(conversationId);
  };
  return {
    scope,
    query,
    exchanges,
    /** null where everything that was said is there. */
    earlier: query.data?.has_earlier ? { load: earlier.mutate, loading: earlier.isPending, failed: earlier.isError } : null,
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
    edit,
    again,
    show,
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
      { message: request.content, files: request.metadata.files ?? [], userMessageId: request.id, generationId },
      { onAccepted: () => undefined, onTitle: cache.setTitle, onSettled: (settled) => void cache.refresh(settled) },
    );
  }, [id, generationId, request, running, cache]);
}
