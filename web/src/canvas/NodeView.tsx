import type { NodeProps } from "@xyflow/react";
import clsx from "clsx";
import { CircleAlert, TriangleAlert, Zap } from "lucide-react";
import { memo } from "react";

import { subtitleOf } from "@/graph/names";
import type { Shape } from "@/graph/shapes";
import { useMessages } from "@/i18n";

import type { CanvasNode } from "./flow";
import { NodeIcon } from "./icons/NodeIcon";
import { Ports } from "./Ports";

const OUTLINES: Record<Shape, string> = {
  trigger: "rounded-l-[2.25rem] rounded-r-xl",
  step: "rounded-xl",
  root: "rounded-xl",
  sub: "rounded-full",
  note: "",
};

export const NodeView = memo(function NodeView({ data, selected }: NodeProps<CanvasNode>) {
  const t = useMessages();
  const { drawn, linked, issues } = data;
  const { node, shape, ports } = drawn;
  const serious = issues.some((issue) => issue.severity === "error");
  const wide = shape === "root";
  const subtitle = subtitleOf(node);
  return (
    <div className="relative size-full">
      {shape === "trigger" ? <Zap className="absolute top-1/2 -left-6 size-4 -translate-y-1/2 fill-current text-accent" aria-hidden /> : null}
      <div
        className={clsx(
          "node-box flex size-full items-center gap-3 border-[1.5px] bg-node transition-shadow",
          OUTLINES[shape],
          wide ? "justify-start px-5" : "justify-center",
          selected
            ? "border-accent shadow-[0_0_0_4px_var(--accent-soft)]"
            : serious
              ? "border-danger"
              : "border-node-line shadow-1",
          node.disabled ? "border-dashed opacity-55" : "",
        )}
      >
        <NodeIcon type={node.type} size={shape === "sub" ? 30 : 38} />
        {wide ? (
          <span className="min-w-0 flex-1 text-left">
            <span className="node-name line-clamp-2 font-medium break-words">{node.name}</span>
            {node.disabled ? <span className="node-detail text-faint">{t.canvas.disabled}</span> : null}
          </span>
        ) : null}
      </div>
      {node.disabled && !wide && shape !== "sub" ? (
        <span className="absolute top-1/2 -right-2 -left-2 border-t-2 border-link" aria-hidden />
      ) : null}
      {issues.length ? <Badge serious={serious} count={issues.length} round={shape === "sub"} /> : null}
      {wide ? null : (
        <span
          className={clsx(
            "absolute top-full left-1/2 -translate-x-1/2 text-center",
            shape === "sub" ? "w-31" : "w-50",
            // Below the labels of ports.
            ports.some(({ side }) => side === "bottom") ? "mt-7" : "mt-2",
          )}
        >
          <span className="node-name line-clamp-2 font-medium break-words">{node.name}</span>
          {node.disabled ? <span className="node-detail block text-faint">{t.canvas.disabled}</span> : null}
          {subtitle && shape !== "sub" ? (
            <span className="node-detail node-aside block truncate text-faint">{subtitle}</span>
          ) : null}
        </span>
      )}
      <Ports ports={ports} linked={linked} />
    </div>
  );
});

function Badge({ serious, count, round }: { serious: boolean; count: number; round: boolean }) {
  const Icon = serious ? CircleAlert : TriangleAlert;
  return (
    <span
      className={clsx(
        "absolute flex h-5 items-center gap-0.5 rounded-full border bg-surface px-1 text-[11px] font-semibold shadow-1",
        round ? "-top-1 -right-1" : "-top-2 -right-2",
        serious ? "border-danger/40 text-danger" : "border-warning/40 text-warning",
      )}
      aria-hidden
    >
      <Icon className="size-3" />
      {count > 1 ? count : null}
    </span>
  );
}
