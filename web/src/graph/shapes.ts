/** Which shape a node has on n8n's canvas, and how large it is. All lengths are canvas pixels. */

import type { Workflow, WorkflowNode } from "./workflow";

/** `step` is n8n's ordinary square node; `root` takes sub-nodes from below; `sub` hangs under a root node. */
export type Shape = "step" | "trigger" | "root" | "sub" | "note";

export interface Size {
  width: number;
  height: number;
}

export const STEP_SIZE = 96;
export const SUB_SIZE = 80;
export const ROOT_WIDTH = 256;
/** Room for one port on a side, so that labels and links of neighbouring ports stay apart. */
const PORT_PITCH = 32;
const SUB_PORT_PITCH = 72;

const TRIGGERS_WITHOUT_THE_WORD = new Set(["webhook", "cron", "interval", "start", "emailReadImap"]);
const ROOT_TYPES = /^(agent|agentTool|openAiAssistant|chain[A-Z].*|informationExtractor|textClassifier|sentimentAnalysis|guardrails|modelSelector)$/;
const SUB_TYPES =
  /^(lm[A-Z]|lmChat|memory(?!Manager)[A-Z]|embeddings[A-Z]|outputParser[A-Z]|document[A-Z]|textSplitter[A-Z]|retriever[A-Z]|reranker[A-Z]|tool[A-Z]|modelSelector$)|Tool$/;

/** `n8n-nodes-base.gmailTrigger` → `gmailTrigger` */
export function shortType(type: string): string {
  return type.slice(type.lastIndexOf(".") + 1);
}

/** Connection types, without `main`, that end at or start from each node. */
export interface Roles {
  given: Map<string, Set<string>>;
  taken: Map<string, Set<string>>;
  fed: Set<string>;
}

function add(map: Map<string, Set<string>>, node: string, type: string): void {
  map.set(node, (map.get(node) ?? new Set<string>()).add(type));
}

export function findRoles(workflow: Workflow): Roles {
  const roles: Roles = { given: new Map(), taken: new Map(), fed: new Set() };
  for (const [source, byType] of Object.entries(workflow.connections)) {
    for (const [type, outputs] of Object.entries(byType)) {
      for (const target of outputs.flatMap((targets) => targets ?? [])) {
        if (type === "main") {
          roles.fed.add(target.node);
        } else {
          add(roles.given, source, type);
          add(roles.taken, target.node, target.type);
        }
      }
    }
  }
  return roles;
}

export function isTrigger(node: WorkflowNode): boolean {
  const short = shortType(node.type);
  return /trigger$/i.test(short) || TRIGGERS_WITHOUT_THE_WORD.has(short);
}

export function shapeOf(node: WorkflowNode, roles: Roles): Shape {
  const short = shortType(node.type);
  if (short === "stickyNote") return "note";
  if (roles.given.has(node.name)) return "sub";
  if (isTrigger(node)) return "trigger";
  const main = roles.fed.has(node.name);
  if (roles.taken.has(node.name) || ROOT_TYPES.test(short)) return "root";
  return SUB_TYPES.test(short) && !main ? "sub" : "step";
}

export const NOTE_COLORS = 7;

/** n8n's number of a sticky note's colour, from 1. */
export function noteColor(node: WorkflowNode): number {
  const { color } = node.parameters;
  return typeof color === "number" && color >= 1 && color <= NOTE_COLORS ? Math.floor(color) : 1;
}

/** A node grows with its ports, as on n8n's canvas. */
export function sizeOf(shape: Shape, node: WorkflowNode, ports: { sides: number; bottom: number }): Size {
  if (shape === "note") {
    const { width, height } = node.parameters;
    return {
      width: typeof width === "number" ? width : 240,
      height: typeof height === "number" ? height : 160,
    };
  }
  if (shape === "sub" && ports.bottom <= 1) return { width: SUB_SIZE, height: SUB_SIZE };
  const height = Math.max(STEP_SIZE, (ports.sides + 1) * PORT_PITCH);
  if (shape === "sub") return { width: Math.max(SUB_SIZE, ports.bottom * SUB_PORT_PITCH), height: SUB_SIZE };
  if (shape === "root") return { width: Math.max(ROOT_WIDTH, ports.bottom * SUB_PORT_PITCH), height };
  return { width: STEP_SIZE, height };
}
