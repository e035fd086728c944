import type { EdgeProps } from "@xyflow/react";
import clsx from "clsx";
import { memo } from "react";

import { mainPath, subPath } from "@/graph/paths";

import type { CanvasLink } from "./flow";

export const LinkView = memo(function LinkView(props: EdgeProps<CanvasLink>) {
  const from = { x: props.sourceX, y: props.sourceY };
  const to = { x: props.targetX, y: props.targetY };
  const sub = props.data?.sub ?? false;
  const { d, middle } = sub ? subPath(from, to) : mainPath(from, to, props.data?.detour);
  const back = !sub && props.targetX < props.sourceX;
  return (
    <g className={clsx("transition-opacity", props.data?.faded ? "opacity-25" : "")}>
      <path
        d={d}
        fill="none"
        className="stroke-link"
        strokeWidth={sub ? 1.5 : 2}
        strokeDasharray={sub ? "6 5" : undefined}
        strokeLinecap="round"
      />
      {/* Which way a loop runs. */}
      {back ? <path d={`M${middle.x + 5} ${middle.y - 6}l-10 6l10 6z`} className="fill-link" /> : null}
    </g>
  );
});
