import type { NodeProps } from "@xyflow/react";
import clsx from "clsx";
import { memo } from "react";

import { noteColor } from "@/graph/shapes";
import { Markdown } from "@/markdown/Markdown";

import type { CanvasNode } from "./flow";

/** A sticky note. */
export const NoteView = memo(function NoteView({ data, selected }: NodeProps<CanvasNode>) {
  const { content } = data.drawn.node.parameters;
  return (
    <div
      className={clsx("node-box size-full overflow-hidden rounded-lg border p-3.5 text-[13px] leading-5", selected ? "border-accent" : "border-line-strong/60")}
      style={{ background: `var(--note-${noteColor(data.drawn.node)})` }}
    >
      <Markdown text={typeof content === "string" ? content : ""} drawn />
    </div>
  );
});
