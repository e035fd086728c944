import type { EdgeProps } from "@xyflow/react";
import clsx from "clsx";
import { memo } from "react";

import { mainPath, subPath } from "@/graph/paths";

import type { CanvasLink } from "./flow";

const LOOKS = { none: "stroke-link", added: "stroke-success link-added", removed: "stroke-danger" };

export const LinkView = memo(function LinkView(props: EdgeProps<CanvasLink>) {
  const from = { x: props.sourceX, y: props.sourceY };
  const to = { x: props.targetX, y: props.targetY };
  const change = props.data?.change;
  const sub = props.data?.sub ?? false;
  const { d, middle } = sub ? subPath(from, to) : mainPath(from, to, props.data?.detour);
  const back = !sub && props.targetX < props.sourceX;
  return (
    <g className={clsx("transition-opacity", props.data?.faded ? "opacity-25" : "")}>
      <path
        d={d}
        fill="none"
        className={LOOKS[change ?? "none"]}
        strokeWidth={sub ? 1.5 : 2}
        strokeDasharray={sub ? "6 5" : change === "removed" ? "2 6" : undefined}
        strokeLinecap="round"
      />
      {/* Which way a loop runs. */}
      {back ? <path d={`M${middle.x + 5} ${middle.y - 6}l-10 6l10 6z`} className={clsx("stroke-none", change === "added" ? "fill-success" : change === "removed" ? "fill-danger" : "fill-link")} /> : null}
    </g>
  );
});
