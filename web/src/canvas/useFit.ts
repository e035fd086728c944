/** Brings the whole workflow into view, clear of what lies over the canvas. */

import { getViewportForBounds, useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback, useLayoutEffect, useRef } from "react";

import { boundsOf } from "@/graph/bounds";
import { findDetours } from "@/graph/detours";
import type { Drawing } from "@/graph/drawing";

const ZOOM = { least: 0.1, most: 1.1 };
/** Beside: for the bolt before a trigger. Below: for the controls, or for the map, which is higher. */
const ROOM = { narrow: 600, beside: 40, wideBeside: 56, above: 48, controls: 64, map: 128 };

/** The returned function takes how many milliseconds the movement lasts; it sees the drawing of the last render. */
export function useFit(drawing: Drawing, mapShown: boolean): (duration: number) => Promise<boolean> {
  const flow = useReactFlow();
  const store = useStoreApi();
  const latest = useRef({ drawing, mapShown });
  useLayoutEffect(() => {
    latest.current = { drawing, mapShown };
  }, [drawing, mapShown]);
  return useCallback(
    async (duration) => {
      const canvas = store.getState().domNode;
      const { drawing: now, mapShown: map } = latest.current;
      if (!canvas || now.nodes.length === 0) return false;
      const { clientWidth: width, clientHeight: height } = canvas;
      const beside = width < ROOM.narrow ? ROOM.beside : ROOM.wideBeside;
      const padding = { top: `${ROOM.above}px`, bottom: `${map ? ROOM.map : ROOM.controls}px`, left: `${beside}px`, right: `${beside}px` } as const;
      const bounds = boundsOf(now, findDetours(now));
      return flow.setViewport(getViewportForBounds(bounds, width, height, ZOOM.least, ZOOM.most, padding), { duration });
    },
    [flow, store],
  );
}
