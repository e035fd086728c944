/** Names stay readable a little longer than the nodes that have them, as the canvas gets smaller. */

import { useStore } from "@xyflow/react";
import type { CSSProperties } from "react";
import { useMemo } from "react";

/** Above this zoom names are as large as they are drawn. */
const NEAR = 0.8;
/** Below this zoom only names are worth their room. */
const FAR = 0.6;
/** What the room between two rows of nodes holds. */
const LARGEST = 1.3;

export function useNameSize(): { far: boolean; style: CSSProperties } {
  // In steps: the canvas is not rendered anew at every turn of the wheel.
  const tenths = useStore(({ transform }) => Math.round(transform[2] * 10));
  return useMemo(() => {
    const zoom = Math.max(tenths / 10, 0.1);
    const scale = Math.min(LARGEST, Math.max(1, NEAR / zoom));
    return { far: zoom < FAR, style: { "--name-scale": scale.toFixed(2) } as CSSProperties };
  }, [tenths]);
}
