/**
 * Turns that are running, or just ran, in this tab. They live outside React, so that leaving a conversation
 * neither stops its generation nor loses what has streamed in.
 */

import { useSyncExternalStore } from "react";

import type { Order, StreamOptions } from "@/api/chat";
import { followGeneration, sendOrder } from "@/api/chat";
import type { ChatEvent, SentFile } from "@/api/contract";
import { stopGeneration } from "@/api/endpoints";
import { ApiError } from "@/api/http";

import type { Answer } from "./answer";
import { applyEvent, ended, startAnswer } from "./answer";

/** The key of a conversation that the server has not named yet. */
export const NEW = "new";

export interface Turn {
  /** Unique in this tab. */
  key: string;
  message: string;
  files: SentFile[];
  userMessageId: string;
  generationId: string;
  answer: Answer;
  /** The connection is gone and being tried again. */
  lost: boolean;
  /** What was asked for; null when it was started elsewhere. */
  order: Order | null;
}

export type TurnStart = Pick<Turn, "message" | "files" | "userMessageId" | "generationId">;

/** Whether it ended before the server took it: nothing of it is stored. */
export const neverArrived = ({ answer }: Turn) => answer.id === "" && answer.status !== "running";

export interface TurnEvents {
  onAccepted: (conversationId: string) => void;
  onTitle: (conversationId: string, title: string) => void;
  onSettled: (conversationId: string | null) => void;
}

const NONE: Turn[] = [];

export class TurnStore {
  private byConversation = new Map<string, Turn[]>();
  private aborts = new Map<string, AbortController>();
  private listeners = new Set<() => void>();
  private count = 0;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  turnsOf(conversation: string): Turn[] {
    return this.byConversation.get(conversation) ?? NONE;
  }

  isRunning(conversation: string): boolean {
    return this.turnsOf(conversation).some((turn) => turn.answer.status === "running");
  }

  /** Forgets turns that the server has stored: those whose answer is among `messageIds`. */
  forgetStored(conversation: string, messageIds: ReadonlySet<string>): void {
    const turns = this.turnsOf(conversation);
    const kept = turns.filter((turn) => turn.answer.status === "running" || !messageIds.has(turn.answer.id));
    if (kept.length !== turns.length) this.write(conversation, kept);
  }

  /** Forgets what failed or was stopped without ever reaching the server. */
  forgetUnsent(): void {
    this.write(
      NEW,
      this.turnsOf(NEW).filter((turn) => turn.answer.status === "running"),
    );
  }

  /** Carries an order out; its answer streams into this store. `start` is what it answers. */
  start(conversation: string, order: Order, start: TurnStart, events: TurnEvents): Promise<void> {
    return this.run(conversation, start, order, events, (options) => sendOrder(order, options));
  }

  /** Carries out once more what never arrived, under the same key: had it arrived after all, it would be found. */
  retry(conversation: string, turn: Turn, events: TurnEvents): Promise<void> {
    const { key, order, message, files, userMessageId } = turn;
    if (!order) return Promise.resolve();
    this.write(
      conversation,
      this.turnsOf(conversation).filter((each) => each.key !== key),
    );
    return this.start(conversation, order, { message, files, userMessageId, generationId: "" }, events);
  }

  /** Joins a generation that runs already: one that was started before a reload, or in another tab. */
  follow(conversation: string, turn: TurnStart, events: TurnEvents): Promise<void> {
    return this.run(conversation, turn, null, events, (options) => followGeneration(turn.generationId, options));
  }

  private async run(
    conversation: string,
    start: TurnStart,
    order: Order | null,
    events: TurnEvents,
    stream: (options: StreamOptions) => Promise<void>,
  ): Promise<void> {
    this.count += 1;
    const key = `turn-${this.count}`;
    const abort = new AbortController();
    this.aborts.set(key, abort);
    let home = conversation;
    this.write(home, [...this.turnsOf(home), { ...start, key, order, answer: startAnswer(), lost: false }]);
    const onEvent = (event: ChatEvent) => {
      if (event.type === "accepted") {
        home = this.move(key, home, event.conversation_id);
        this.change(home, key, (turn) => ({
          ...turn,
          userMessageId: event.user_message_id,
          generationId: event.generation_id,
        }));
        events.onAccepted(home);
      }
      if (event.type === "title") events.onTitle(event.conversation_id, event.title);
      this.change(home, key, (turn) => ({ ...turn, answer: applyEvent(turn.answer, event) }));
    };
    const onLost = (lost: boolean) => this.change(home, key, (turn) => ({ ...turn, lost }));
    try {
      await stream({ signal: abort.signal, onEvent, onLost });
    } catch (failure) {
      this.change(home, key, (turn) => failed(turn, failure));
    } finally {
      this.aborts.delete(key);
      events.onSettled(home === NEW ? null : home);
    }
  }

  /** Asks the server to stop; hangs up if it cannot be asked. */
  async stop(conversation: string): Promise<void> {
    const turn = this.turnsOf(conversation).find(({ answer }) => answer.status === "running");
    if (!turn) return;
    try {
      if (turn.generationId) await stopGeneration(turn.generationId);
    } catch {
      // Hanging up below stops it too.
    }
    this.change(conversation, turn.key, (current) =>
      current.answer.status === "running" ? { ...current, answer: stopped(current.answer) } : current,
    );
    this.aborts.get(turn.key)?.abort();
  }

  private move(key: string, from: string, to: string): string {
    if (from === to) return to;
    const turn = this.turnsOf(from).find((candidate) => candidate.key === key);
    // What failed or was stopped before the conversation had a name belongs to no conversation.
    this.byConversation.set(
      from,
      this.turnsOf(from).filter((candidate) => candidate.key !== key && candidate.answer.status === "running"),
    );
    if (turn) this.byConversation.set(to, [...this.turnsOf(to), turn]);
    return to;
  }

  private change(conversation: string, key: string, edit: (turn: Turn) => Turn): void {
    this.write(
      conversation,
      this.turnsOf(conversation).map((turn) => (turn.key === key ? edit(turn) : turn)),
    );
  }

  private write(conversation: string, turns: Turn[]): void {
    this.byConversation.set(conversation, turns.length ? turns : NONE);
    for (const listener of this.listeners) listener();
  }
}

function stopped(answer: Answer): Answer {
  return { ...answer, stages: ended(answer.stages), status: "stopped" };
}

function failed(turn: Turn, failure: unknown): Turn {
  const { answer } = turn;
  if (answer.status !== "running") return turn;
  if (failure instanceof DOMException && failure.name === "AbortError") return { ...turn, answer: stopped(answer) };
  const { code, message, nextStep } =
    failure instanceof ApiError ? failure : { code: "UNEXPECTED", message: String(failure), nextStep: "" };
  return {
    ...turn,
    lost: false,
    answer: { ...answer, stages: ended(answer.stages), status: "failed", failure: { code, message, nextStep } },
  };
}

export const turns = new TurnStore();

export function useTurns(conversation: string): Turn[] {
  return useSyncExternalStore(turns.subscribe, () => turns.turnsOf(conversation));
}
