import type { EdgeProps } from "@xyflow/react";
import clsx from "clsx";
import { memo } from "react";

import { mainPath, subPath } from "@/graph/paths";

import type { CanvasLink } from "./flow";

export const LinkView = memo(function LinkView(props: EdgeProps<CanvasLink>) {
  const from = { x: props.sourceX, y: props.sourceY };
  const to = { x: props.targetX, y: props.targetY };
  const sub = props.data?.sub ?? false;
  const { d } = sub ? subPath(from, to) : mainPath(from, to, props.data?.detour);
  return (
    <path
      d={d}
      fill="none"
      className={clsx("stroke-link transition-opacity", props.data?.faded ? "opacity-25" : "")}
      strokeWidth={sub ? 1.5 : 2}
      strokeDasharray={sub ? "6 5" : undefined}
      strokeLinecap="round"
    />
  );
});
