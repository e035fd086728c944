/** An assistant's answer, whether it is streaming in or was stored: one shape, one reducer. */

import type { AnswerMetadata, ChatEvent, Issue, Message, Provenance, Question, Saved, Setup, StageRecord } from "@/api/contract";
import type { JsonObject } from "@/graph/workflow";

export interface Stage extends Omit<StageRecord, "milliseconds"> {
  /** null while the stage runs. */
  milliseconds: number | null;
}

export interface AnswerFailure {
  code: string;
  message: string;
  nextStep: string;
}

export interface Answer {
  id: string;
  status: "running" | "done" | "stopped" | "failed";
  text: string;
  stages: Stage[];
  workflow: JsonObject | null;
  provenance: Provenance;
  issues: Issue[];
  setup: Setup | null;
  questions: Question[];
  /** What one could say next. */
  suggestions: string[];
  outcome: string;
  answeredBy: string;
  milliseconds: number | null;
  confidence: number | null;
  /** What hosted models cost. */
  dollars: number;
  /** Where the answer waits for a provider: its place in the queue, from 1. */
  waiting: { provider: string; place: number } | null;
  failure: AnswerFailure | null;
  /** Where the workflow is kept; null for one that nobody saved. */
  saved: Saved | null;
}

export function startAnswer(): Answer {
  return {
    id: "",
    status: "running",
    text: "",
    stages: [],
    workflow: null,
    provenance: {},
    issues: [],
    setup: null,
    questions: [],
    suggestions: [],
    outcome: "",
    answeredBy: "",
    milliseconds: null,
    confidence: null,
    dollars: 0,
    waiting: null,
    failure: null,
    saved: null,
  };
}

const statusOf = (outcome: string | undefined) => (outcome === "stopped" ? "stopped" : "done");

/** Without the stage that never came to its end. */
export function ended(stages: Stage[]): Stage[] {
  return stages.filter((stage) => stage.milliseconds !== null);
}

function finishStage(stages: Stage[], finished: StageRecord): Stage[] {
  const index = stages.findLastIndex((stage) => stage.stage === finished.stage && stage.milliseconds === null);
  return index === -1 ? [...stages, finished] : stages.with(index, finished);
}

/** The answer after one more event. An event of a kind that is not known here changes nothing. */
export function applyEvent(answer: Answer, event: ChatEvent): Answer {
  switch (event.type) {
    case "accepted":
      return { ...answer, id: event.assistant_message_id };
    case "stage_started":
      return { ...answer, stages: [...answer.stages, { stage: event.stage, milliseconds: null, detail: "" }] };
    case "stage_finished": {
      const { stage, milliseconds, detail } = event;
      return { ...answer, stages: finishStage(answer.stages, { stage, milliseconds, detail }) };
    }
    case "text":
      return { ...answer, text: answer.text + event.delta };
    case "text_withdrawn":
      return { ...answer, text: "" };
    case "waiting": {
      const { provider, place } = event;
      return { ...answer, waiting: place > 0 ? { provider, place } : null };
    }
    case "question": {
      const { text, choices, chosen } = event;
      return { ...answer, questions: [...answer.questions, { text, choices, chosen }] };
    }
    case "workflow":
      return { ...answer, workflow: event.workflow, provenance: event.provenance ?? {} };
    case "issues":
      return { ...answer, issues: event.issues };
    case "setup": {
      const { type: _, ...setup } = event;
      return { ...answer, setup };
    }
    case "saved": {
      const { type: _, ...saved } = event;
      return { ...answer, saved };
    }
    case "suggestions":
      return { ...answer, suggestions: event.suggestions };
    case "done":
      return {
        ...answer,
        status: statusOf(event.outcome),
        waiting: null,
        stages: ended(answer.stages),
        outcome: event.outcome,
        answeredBy: event.answered_by,
        milliseconds: event.milliseconds,
        confidence: event.confidence,
        dollars: event.usage?.dollars ?? 0,
      };
    case "error":
      return {
        ...answer,
        status: "failed",
        waiting: null,
        stages: ended(answer.stages),
        failure: { code: event.code, message: event.message, nextStep: "" },
      };
    default:
      return answer;
  }
}

/** A stored assistant message as an answer. Whatever is missing in its metadata is simply not shown. */
export function answerFromMessage(message: Message): Answer {
  const metadata: AnswerMetadata = message.metadata ?? {};
  const { error, setup } = metadata;
  return {
    ...startAnswer(),
    id: message.id,
    status: error ? "failed" : statusOf(metadata.outcome),
    text: message.content,
    stages: metadata.stages ?? [],
    workflow: metadata.workflow ?? null,
    provenance: metadata.provenance ?? {},
    issues: metadata.issues ?? [],
    setup: setup ?? null,
    questions: metadata.questions ?? [],
    suggestions: metadata.suggestions ?? [],
    outcome: metadata.outcome ?? "",
    answeredBy: metadata.answered_by ?? "",
    milliseconds: metadata.milliseconds ?? null,
    confidence: metadata.confidence ?? null,
    dollars: metadata.usage?.dollars ?? 0,
    failure: error ? { ...error, nextStep: "" } : null,
    saved: metadata.saved ?? null,
  };
}
