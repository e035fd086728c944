/** What the canvas shows as a difference: a change to be accepted, or two versions that somebody compares. */

import { useMemo, useState } from "react";

import type { ChangeRow } from "@/api/editing";
import type { WorkflowDiff } from "@/graph/diff";
import { diffWorkflows } from "@/graph/diff";
import type { JsonObject } from "@/graph/workflow";
import { readWorkflow } from "@/graph/workflow";

import type { Editor, Review } from "./useEditor";
import { useChanges, useVersion } from "./useVersion";
import type { Versions } from "./VersionSwitch";

export interface PanelDiff {
  drawn: WorkflowDiff | null;
  /** In words; null where only node names are known. */
  changes: ChangeRow[] | null;
  /** Set while a change waits to be accepted. */
  review: Review | null;
  /** The version that the shown one is compared with. */
  against: number | null;
  compare: (against: number | null) => void;
}

export function usePanelDiff(document: JsonObject | null, versions: Versions, editor: Editor | null): PanelDiff {
  const [comparison, setComparison] = useState<{ shown: number; against: number } | null>(null);
  const review = editor?.review && versions.number === editor.newest ? editor.review : null;
  // A comparison ends when another version is shown, unless it was chosen for that one.
  const against = comparison?.shown === versions.number ? comparison.against : null;
  const from = against ?? review?.from ?? null;
  const saved = useVersion(editor?.workflowId ?? null, editor ? from : null);
  const words = useChanges(editor?.workflowId ?? null, against, against === null ? null : versions.number);
  const before = from === null ? null : editor ? (saved.data?.workflow ?? null) : versions.before;
  const drawn = useMemo(() => {
    const earlier = readWorkflow(before);
    const later = readWorkflow(document);
    return earlier && later ? diffWorkflows(earlier, later) : null;
  }, [before, document]);
  return {
    drawn,
    changes: editor ? (against === null ? (review?.changes ?? null) : (words.data ?? null)) : null,
    review: against === null ? review : null,
    against,
    compare: (next) => setComparison(next === null ? null : { shown: versions.number, against: next }),
  };
}
