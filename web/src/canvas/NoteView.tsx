import type { NodeProps } from "@xyflow/react";
import clsx from "clsx";
import { memo } from "react";

import { Markdown } from "@/markdown/Markdown";

import type { CanvasNode } from "./flow";

/** A sticky note; `color` is n8n's number from 1 to 7. */
export const NoteView = memo(function NoteView({ data, selected }: NodeProps<CanvasNode>) {
  const { content, color } = data.drawn.node.parameters;
  const number = typeof color === "number" && color >= 1 && color <= 7 ? Math.floor(color) : 1;
  return (
    <div
      className={clsx("node-box size-full overflow-hidden rounded-lg border p-3.5 text-[13px] leading-5", selected ? "border-accent" : "border-line-strong/60")}
      style={{ background: `var(--note-${number})` }}
    >
      <Markdown text={typeof content === "string" ? content : ""} drawn />
    </div>
  );
});
