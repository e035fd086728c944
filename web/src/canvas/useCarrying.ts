/** A node that is picked up by one click and put down by the next: for whoever cannot drag. */

import { useReactFlow } from "@xyflow/react";
import type { MouseEvent, PointerEvent } from "react";
import { useCallback, useEffect } from "react";

import type { DrawnNode } from "@/graph/drawing";

import type { Moves } from "./useMoves";
import { snapped } from "./useMoves";

interface Carrying {
  name: string;
  /** The node follows the pointer, where there is one that hovers. */
  hover: (event: PointerEvent) => void;
  put: (event: MouseEvent) => void;
  cancel: () => void;
}

/** Null while nothing is picked up. */
export function useCarrying(node: DrawnNode | undefined, moves: Moves, onPlaced: (() => void) | undefined): Carrying | null {
  const flow = useReactFlow();
  const { take, drop } = moves;
  const id = node?.id ?? null;
  const end = useCallback(() => {
    onPlaced?.();
    if (id !== null) document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`)?.focus({ preventScroll: true });
  }, [id, onPlaced]);
  const cancel = useCallback(() => {
    drop();
    end();
  }, [drop, end]);
  useEffect(() => {
    if (id === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") cancel();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [id, cancel]);
  if (!node) return null;
  const carry = (event: MouseEvent, dragging: boolean) => {
    const point = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const position = { x: snapped(point.x - node.width / 2), y: snapped(point.y - node.height / 2) };
    take([{ type: "position", id: node.id, position, dragging }]);
  };
  return {
    name: node.node.name,
    hover: (event) => {
      if (event.pointerType === "mouse" && isOnCanvas(event.target)) carry(event, true);
    },
    put: (event) => {
      carry(event, true);
      carry(event, false);
      end();
    },
    cancel,
  };
}

const isOnCanvas = (target: EventTarget) => target instanceof Element && target.closest(".react-flow__panel") === null;
