/** Nodes that somebody drags: where they are until the document says so, too. */

import type { NodeChange, NodePositionChange } from "@xyflow/react";
import { useCallback, useMemo, useRef, useState } from "react";

import type { Drawing } from "@/graph/drawing";

import type { CanvasNode } from "./flow";

export interface Move {
  node: string;
  position: [number, number];
}

/** n8n's own grid. */
export const GRID = 16;
/** Milliseconds after the last arrow key before a move by keyboard counts as one. */
const SETTLED = 600;

export const snapped = (value: number) => Math.round(value / GRID) * GRID;

export interface Moves {
  positions: ReadonlyMap<string, { x: number; y: number }>;
  take: (changes: NodeChange<CanvasNode>[]) => void;
  /** Every node back to where the document has it. */
  drop: () => void;
}

/** `onMove` is told once for each drag, with all nodes that it moved. */
export function useMoves(drawing: Drawing, onMove: ((moves: Move[]) => Promise<boolean>) | null): Moves {
  const [moved, setMoved] = useState<{ drawing: Drawing; positions: Map<string, { x: number; y: number }> } | null>(null);
  const pending = useRef(new Map<string, { x: number; y: number }>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const held = useRef(false);

  const hand = useCallback(() => {
    clearTimeout(timer.current);
    const moves = [...pending.current].flatMap(([id, { x, y }]): Move[] => {
      const drawn = drawing.nodes.find((node) => node.id === id);
      const position: [number, number] = [snapped(x), snapped(y)];
      const isElsewhere = drawn && (drawn.x !== position[0] || drawn.y !== position[1]);
      return isElsewhere ? [{ node: drawn.node.name, position }] : [];
    });
    pending.current.clear();
    if (!moves.length || !onMove) {
      setMoved(null);
      return;
    }
    void onMove(moves).then((done) => {
      if (!done) setMoved(null);
    });
  }, [drawing, onMove]);

  const take = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const found = changes.filter((change): change is NodePositionChange => change.type === "position");
      if (!found.length || !onMove) return;
      const dragging = found.some((change) => change.dragging === true);
      for (const { id, position } of found) {
        if (position) pending.current.set(id, position);
      }
      if (pending.current.size) {
        const positions = new Map(pending.current);
        setMoved((before) => ({ drawing, positions: new Map([...(before?.drawing === drawing ? before.positions : []), ...positions]) }));
      }
      clearTimeout(timer.current);
      // A drag ends with changes that hold no longer; arrow keys never do, and come in rows.
      if (!dragging) timer.current = setTimeout(hand, held.current ? 0 : SETTLED);
      held.current = dragging;
    },
    [drawing, hand, onMove],
  );
  const drop = useCallback(() => {
    clearTimeout(timer.current);
    pending.current.clear();
    held.current = false;
    setMoved(null);
  }, []);
  const positions = useMemo(() => (moved?.drawing === drawing ? moved.positions : new Map<string, { x: number; y: number }>()), [moved, drawing]);
  return { positions, take, drop };
}
