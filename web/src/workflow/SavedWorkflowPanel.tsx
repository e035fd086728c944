import { useMemo, useState } from "react";

import type { Answer } from "@/conversation/answer";
import { startAnswer } from "@/conversation/answer";
import { ownProvenance } from "@/graph/provenance";

import { useEditor } from "./useEditor";
import { useCheck, useNewest, useVersion } from "./useVersion";
import type { WorkflowPanelProps } from "./WorkflowPanel";
import { WorkflowPanel } from "./WorkflowPanel";

interface SavedWorkflowPanelProps extends Omit<WorkflowPanelProps, "editor" | "versions"> {
  workflowId: string;
  /** The version that `answer` became; null where no answer is shown. */
  version: number | null;
  /** Whether the newest version is shown, and not the answer's own. */
  newest: boolean;
}

/** A saved workflow with everything that can be done to it; opens at the newest version or at an answer's. */
export function SavedWorkflowPanel({ workflowId, version, newest, answer, ...rest }: SavedWorkflowPanelProps) {
  const editor = useEditor(workflowId, version);
  const head = useNewest(workflowId).data;
  // A version that was chosen here, as long as the same answer is shown beside it.
  const place = `${workflowId} ${newest ? "newest" : version}`;
  const [chosen, setChosen] = useState<{ place: string; number: number } | null>(null);
  const last = editor?.newest ?? version;
  const number = chosen?.place === place ? Math.min(chosen.number, last ?? chosen.number) : newest ? last : version;
  const isHead = number !== null && number === head?.version.number;
  const stored = useVersion(workflowId, isHead || number === version ? null : number);
  const checked = useCheck(workflowId, number).data;
  const document = isHead ? head.version.workflow : number === version ? (answer?.workflow ?? null) : stored.data?.workflow ?? null;
  const shown = useMemo((): Answer | null => {
    const known = answer ?? startAnswer();
    const workflow = document ?? known.workflow;
    if (!workflow) return null;
    const own = number === version;
    return {
      ...known,
      status: "done",
      workflow,
      issues: checked?.issues ?? (own ? known.issues : []),
      provenance: known.workflow ? ownProvenance(known.provenance, known.workflow, workflow) : {},
      setup: checked ? { ...checked.setup, assumptions: known.setup?.assumptions ?? [] } : known.setup,
    };
  }, [answer, document, checked, number, version]);
  return (
    <WorkflowPanel
      {...rest}
      answer={shown}
      editor={editor}
      versions={{
        number: number ?? 1,
        total: last ?? 1,
        before: null,
        // Whoever goes to the newest one stays with the newest one.
        onGo: (next) => setChosen({ place, number: next >= (editor?.newest ?? 1) ? Infinity : next }),
      }}
    />
  );
}
