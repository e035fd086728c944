/** What a person can do to a saved workflow by hand: edits, fixes, steps back and forth. Each makes a version. */

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { Issue, SavedWorkflow, VersionSummary } from "@/api/contract";
import type { ChangeRow, Edit, EditedWorkflow } from "@/api/editing";
import { editWorkflow, fixWorkflow, getChanges, restoreVersion, stepWorkflow } from "@/api/editing";
import { getWorkflow } from "@/api/endpoints";
import { ApiError } from "@/api/http";
import { keys } from "@/api/queries";
import { showToast } from "@/design/Toasts";
import { useMessages } from "@/i18n";

import { useNewest, versionKeys } from "./useVersion";

/** A change that is shown on the canvas until somebody accepts it or takes it back. */
export interface Review {
  kind: "chat" | "fix" | "undo" | "redo" | "restore";
  from: number;
  to: number;
  changes: ChangeRow[];
}

export interface Editor {
  workflowId: string;
  /** The newest version's number. */
  newest: number;
  undo: VersionSummary | null;
  redo: VersionSummary | null;
  busy: boolean;
  review: Review | null;
  accept: () => void;
  /** Resolves to whether the server took them; when not, a toast has said why. */
  edit: (edits: Edit[]) => Promise<boolean>;
  fix: (issue: Issue | null) => Promise<boolean>;
  step: (way: "undo" | "redo") => Promise<boolean>;
  restore: (version: number) => Promise<boolean>;
}

/** The editor of a saved workflow; null until the workflow is there. `known` is a version that must exist by now. */
export function useEditor(id: string | null, known: number | null = null): Editor | null {
  const t = useMessages();
  const client = useQueryClient();
  const { data: newest } = useNewest(id);
  const [running, setRunning] = useState(0);
  const [review, setReview] = useState<(Review & { id: string }) | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const number = newest?.version.number ?? null;

  useEffect(() => {
    if (id && known !== null && number !== null && known > number) void client.invalidateQueries({ queryKey: keys.savedWorkflow(id) });
  }, [client, id, known, number]);
  useChatReview(newest, setReview);

  /** One after the other: each is made on what the one before left. */
  const run = useCallback(
    (work: (base: number) => Promise<Review | null>) => {
      const made = queue.current.then(async () => {
        if (!id) return false;
        setRunning((count) => count + 1);
        try {
          const base = client.getQueryData<SavedWorkflow>(keys.savedWorkflow(id))?.version.number;
          if (base === undefined) return false;
          const next = await work(base);
          setReview(next ? { ...next, id } : null);
          return true;
        } catch (error) {
          showToast(toastOf(error, t.errors.unreachable));
          if (error instanceof ApiError && error.code === "VERSION_CONFLICT") {
            await client.invalidateQueries({ queryKey: keys.savedWorkflow(id) });
          }
          return false;
        } finally {
          setRunning((count) => count - 1);
        }
      });
      queue.current = made;
      return made;
    },
    [client, id, t],
  );

  return useMemo(() => {
    if (!id || !newest) return null;
    const take = (made: EditedWorkflow): EditedWorkflow => {
      const { issues, setup, changes: _, fixes: __, ...workflow } = made;
      client.setQueryData(versionKeys.version(id, workflow.version.number), workflow.version);
      client.setQueryData(versionKeys.check(id, workflow.version.number), { issues, setup });
      client.setQueryData<SavedWorkflow>(keys.savedWorkflow(id), workflow);
      void client.invalidateQueries({ queryKey: versionKeys.list(id) });
      return made;
    };
    const shown = (kind: Review["kind"], from: number, made: EditedWorkflow): Review => ({
      kind,
      from,
      to: made.version.number,
      changes: made.changes,
    });
    return {
      workflowId: id,
      newest: newest.version.number,
      undo: newest.undo,
      redo: newest.redo,
      busy: running > 0,
      review: review?.id === id && review.to === newest.version.number ? review : null,
      accept: () => setReview(null),
      edit: (edits) =>
        run(async (base) => {
          take(await editWorkflow(id, edits, base));
          return null;
        }),
      fix: (issue) => run(async (base) => shown("fix", base, take(await fixWorkflow(id, issue, base)))),
      step: (way) => run(async (base) => shown(way, base, take(await stepWorkflow(id, way, base)))),
      restore: (version) =>
        run(async (base) => {
          const { version_count: to } = await restoreVersion(id, version);
          const [workflow, changes] = await Promise.all([getWorkflow(id), getChanges(id, base, to)]);
          client.setQueryData<SavedWorkflow>(keys.savedWorkflow(id), workflow);
          void client.invalidateQueries({ queryKey: versionKeys.list(id) });
          return { kind: "restore", from: base, to, changes };
        }),
    };
  }, [client, id, newest, review, run, running]);
}

/** An answer in the chat that changed the workflow is shown as what it changed. */
function useChatReview(newest: SavedWorkflow | undefined, setReview: (review: Review & { id: string }) => void): void {
  const seen = useRef<{ id: string; number: number } | null>(null);
  useEffect(() => {
    if (!newest) return;
    const { id, version } = newest;
    const before = seen.current;
    seen.current = { id, number: version.number };
    if (before?.id !== id || version.number <= before.number || version.author !== "assistant") return;
    void getChanges(id, before.number, version.number).then(
      (changes) => setReview({ id, kind: "chat", from: before.number, to: version.number, changes }),
      // The workflow itself is there; only the words about it are not.
      () => undefined,
    );
  }, [newest, setReview]);
}

function toastOf(error: unknown, unreachable: string): string {
  if (!(error instanceof ApiError) || error.unreachable) return unreachable;
  return [error.message, error.nextStep].filter(Boolean).join(" ");
}
