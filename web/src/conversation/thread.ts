/** The messages of a conversation and the turns that still stream, as one list of exchanges. */

import type { Message, SentFile } from "@/api/contract";

import type { Answer } from "./answer";
import { answerFromMessage } from "./answer";
import type { Turn } from "./turns";
import { neverArrived } from "./turns";

export interface Exchange {
  key: string;
  request: string;
  /** What came with the request. */
  files: SentFile[];
  /** Versions of the request and of the answer, as ids of messages, and which of them are shown. */
  requests: Versions;
  answers: Versions;
  /** null when the server has no answer yet. */
  answer: Answer | null;
  /** Set while, or because, the turn is this tab's own. */
  turn: Turn | null;
}

export interface Versions {
  ids: readonly string[];
  shown: string;
}

const ONE: Versions = { ids: [], shown: "" };
const versionsOf = ({ id, siblings }: Message): Versions => ({ ids: siblings ?? [id], shown: id });

/** One exchange for each of the user's messages; a turn that the server has stored counts once. */
export function exchangesOf(messages: readonly Message[], turns: readonly Turn[]): Exchange[] {
  const own = new Map(turns.filter((turn) => turn.userMessageId && !neverArrived(turn)).map((turn) => [turn.userMessageId, turn]));
  const exchanges: Exchange[] = [];
  const shown = beforeBranches(messages, turns);
  for (const message of shown) {
    const last = exchanges.at(-1);
    if (message.role === "user") {
      const turn = own.get(message.id) ?? null;
      own.delete(message.id);
      const { id: key, content: request, metadata } = message;
      const files = metadata?.files ?? [];
      exchanges.push({ key, request, files, requests: versionsOf(message), answers: ONE, answer: turn?.answer ?? null, turn });
    } else if (last && (!last.answer || last.turn)) {
      // What is stored is the truth, except that a running turn here is ahead of it.
      if (last.turn?.answer.status !== "running") last.answer = answerFromMessage(message);
      last.answers = versionsOf(message);
    } else {
      const answer = answerFromMessage(message);
      exchanges.push({ key: message.id, request: "", files: [], requests: ONE, answers: versionsOf(message), answer, turn: null });
    }
  }
  const stored = new Set(shown.map((message) => message.id));
  for (const turn of turns) {
    if (turn.userMessageId && stored.has(turn.userMessageId) && !neverArrived(turn)) continue;
    const lost = neverArrived(turn);
    // Another answer that could not be asked for stands alone: what it was to answer is above.
    const request = lost && turn.order?.kind === "again" ? "" : turn.message;
    const key = (!lost && turn.userMessageId) || turn.key;
    exchanges.push({ key, request, files: turn.files, requests: ONE, answers: ONE, answer: turn.answer, turn });
  }
  return exchanges;
}

/** Messages from the first request on: what an earlier message was answered with is shown together with that one. */
export function fromFirstRequest(messages: readonly Message[]): readonly Message[] {
  const first = messages.findIndex(({ role }) => role === "user");
  return first > 0 ? messages.slice(first) : messages;
}

/** The messages without those that a new version here is about to take the place of. */
function beforeBranches(messages: readonly Message[], turns: readonly Turn[]): readonly Message[] {
  const replaced = new Set(turns.flatMap((turn) => (turn.order && turn.order.kind !== "message" && !neverArrived(turn) ? turn.order.messageId : [])));
  const cut = messages.findIndex(({ id }) => replaced.has(id));
  return cut === -1 ? messages : messages.slice(0, cut);
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
  return own + (exchange.files.length ? 34 : 0) + 72 + linesOf(answer.text) * LINE + card + answer.questions.length * 132;
}

/** The exchange whose workflow is to be shown: the chosen one, else the newest. */
export function shownExchange(exchanges: readonly Exchange[], chosen: string | null): Exchange | null {
  const withWorkflow = exchanges.filter((exchange) => exchange.answer?.workflow);
  return withWorkflow.find((exchange) => exchange.key === chosen) ?? withWorkflow.at(-1) ?? null;
}
