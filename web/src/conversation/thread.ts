/** The messages of a conversation and the turns that still stream, as one list of exchanges. */

import type { Message } from "@/api/contract";

import type { Answer } from "./answer";
import { answerFromMessage } from "./answer";
import type { Turn } from "./turns";

export interface Exchange {
  key: string;
  request: string;
  /** null when the server has no answer yet. */
  answer: Answer | null;
  /** Set while, or because, the turn is this tab's own. */
  turn: Turn | null;
}

/** One exchange for each of the user's messages; a turn that the server has stored counts once. */
export function exchangesOf(messages: readonly Message[], turns: readonly Turn[]): Exchange[] {
  const own = new Map(turns.filter((turn) => turn.userMessageId).map((turn) => [turn.userMessageId, turn]));
  const exchanges: Exchange[] = [];
  for (const message of messages) {
    const last = exchanges.at(-1);
    if (message.role === "user") {
      const turn = own.get(message.id) ?? null;
      own.delete(message.id);
      exchanges.push({ key: message.id, request: message.content, answer: turn?.answer ?? null, turn });
    } else if (last && (!last.answer || last.turn)) {
      // What is stored is the truth, except that a running turn here is ahead of it.
      if (last.turn?.answer.status !== "running") last.answer = answerFromMessage(message);
    } else {
      exchanges.push({ key: message.id, request: "", answer: answerFromMessage(message), turn: null });
    }
  }
  const stored = new Set(messages.map((message) => message.id));
  for (const turn of turns) {
    if (turn.userMessageId && stored.has(turn.userMessageId)) continue;
    exchanges.push({ key: turn.userMessageId || turn.key, request: turn.message, answer: turn.answer, turn });
  }
  return exchanges;
}

const LINE = 23;
const CHARACTERS_A_LINE = 52;

function linesOf(text: string): number {
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_A_LINE)), 0);
}

/** About how high an exchange is in a narrow column, in pixels, before it was ever drawn. */
export function guessHeight(exchange: Exchange | undefined): number {
  if (!exchange) return 0;
  const { request, answer } = exchange;
  const own = request ? linesOf(request) * LINE + 44 : 0;
  if (!answer) return own + 36;
  const card = answer.workflow ? 76 : 0;
  return own + 72 + linesOf(answer.text) * LINE + card + answer.questions.length * 132;
}

/** The exchange whose workflow is to be shown: the chosen one, else the newest. */
export function shownExchange(exchanges: readonly Exchange[], chosen: string | null): Exchange | null {
  const withWorkflow = exchanges.filter((exchange) => exchange.answer?.workflow);
  return withWorkflow.find((exchange) => exchange.key === chosen) ?? withWorkflow.at(-1) ?? null;
}
