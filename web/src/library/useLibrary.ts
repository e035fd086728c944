/** What can be done with saved workflows; each change is told to the server at once and can be taken back there. */

import { useQueryClient } from "@tanstack/react-query";

import type { WorkflowSummary } from "@/api/contract";
import { deleteWorkflow, duplicateWorkflow, renameWorkflow, undeleteWorkflow } from "@/api/endpoints";
import { ApiError } from "@/api/http";
import { keys } from "@/api/queries";
import { showToast } from "@/design/Toasts";
import { useMessages } from "@/i18n";

export function useLibrary() {
  const t = useMessages();
  const client = useQueryClient();
  /** Whether the server did it; when not, a toast has said why. */
  const change = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      showToast(error instanceof ApiError && !error.unreachable ? error.message : t.errors.unreachable);
      return false;
    } finally {
      await client.invalidateQueries({ queryKey: keys.workflows });
    }
  };
  return {
    rename: ({ id }: WorkflowSummary, name: string) => change(() => renameWorkflow(id, name)),
    duplicate: ({ id }: WorkflowSummary) => change(() => duplicateWorkflow(id)),
    remove: async ({ id, name }: WorkflowSummary) => {
      const done = await change(() => deleteWorkflow(id));
      if (!done) return false;
      showToast(t.library.deleted(name), {
        action: { label: t.common.undo, run: () => void change(() => undeleteWorkflow(id)) },
      });
      return true;
    },
  };
}
