/** The canvas and, over it, the details of the chosen node. */

import { LoaderCircle } from "lucide-react";
import { Suspense, lazy, useEffect, useRef, useState } from "react";

import { SMALL, useMedia } from "@/app/media";
import { useCovered } from "@/app/useCovered";
import type { Answer } from "@/conversation/answer";
import type { WorkflowDiff } from "@/graph/diff";
import type { Workflow } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { EmptyState } from "./EmptyState";
import type { Chosen } from "./selection";
import { findChosen } from "./selection";
import type { Editor } from "./useEditor";

const Canvas = lazy(() => import("@/canvas/Canvas"));
const NodeInspector = lazy(() => import("./NodeInspector"));

interface CanvasTabProps {
  workflow: Workflow;
  /** Set while two versions are compared; its union holds what is gone, too. */
  diff: WorkflowDiff | null;
  answer: Answer;
  request: string;
  selected: string | null;
  onSelect: (node: string | null) => void;
  editor: Editor | null;
}

export function CanvasTab({ workflow, diff, answer, request, selected, onSelect, editor }: CanvasTabProps) {
  const t = useMessages();
  const drawn = diff?.union ?? workflow;
  const chosen = useChosen(drawn, selected, onSelect);
  const small = useMedia(SMALL);
  const details = useRef<HTMLDivElement>(null);
  const covered = small && chosen !== null;
  useCovered(covered, details);
  const [placing, setPlacing] = useState<string | null>(null);
  const isThere = (name: string) => workflow.nodes.some((node) => node.name === name);
  return (
    <>
      <Suspense fallback={<EmptyState icon={<LoaderCircle className="animate-spin" />} title={t.common.loading} text="" />}>
        <div className="size-full" inert={covered}>
          <Canvas
            workflow={drawn}
            diff={diff}
            issues={answer.issues}
            provenance={answer.provenance}
            selected={chosen?.node.name ?? null}
            onSelect={onSelect}
            editor={editor}
            placing={placing !== null && editor && isThere(placing) ? placing : null}
            onPlaced={() => setPlacing(null)}
          />
        </div>
      </Suspense>
      {/* A boundary of its own: the canvas must not be hidden while the details are loaded. */}
      {/* Escape closes it from anywhere inside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={details}
        tabIndex={-1}
        className="outline-none"
        onKeyDown={(event) => {
          if (event.key === "Escape") onSelect(null);
        }}
      >
        <Suspense fallback={null}>
          {chosen ? (
            <NodeInspector
              key={chosen.node.id ?? chosen.index}
              node={chosen.node}
              answer={answer}
              request={request}
              editor={editor && isThere(chosen.node.name) ? editor : null}
              onMove={() => {
                onSelect(null);
                setPlacing(chosen.node.name);
              }}
              onClose={() => onSelect(null)}
            />
          ) : null}
        </Suspense>
      </div>
    </>
  );
}

/** The chosen node, which stays chosen when somebody gives it another name. */
function useChosen(workflow: Workflow, selected: string | null, onSelect: (node: string | null) => void): Chosen | null {
  const [before, setBefore] = useState<Chosen | null>(null);
  const chosen = findChosen(workflow.nodes, selected, before);
  if (chosen?.node !== before?.node || chosen?.asked !== before?.asked) setBefore(chosen);
  const name = chosen?.node.name ?? null;
  useEffect(() => {
    if (name !== null && name !== selected) onSelect(name);
  }, [name, selected, onSelect]);
  return chosen;
}
