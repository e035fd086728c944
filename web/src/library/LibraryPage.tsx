import { Workflow as WorkflowIcon } from "lucide-react";
import { useState } from "react";

import { useWorkflows } from "@/api/queries";
import { LoadFailure } from "@/app/LoadFailure";
import { PageHeader } from "@/app/PageHeader";
import { navigate, workflowPath } from "@/app/route";
import { useFrame } from "@/app/shell";
import { SplitView } from "@/app/SplitView";
import { useSettled } from "@/app/useSettled";
import { Button } from "@/design/Button";
import { ListSkeleton } from "@/design/ListSkeleton";
import { SearchField } from "@/design/SearchField";
import { useMessages } from "@/i18n";
import { EmptyState } from "@/workflow/EmptyState";

import { SavedPanel } from "./SavedPanel";
import { useLibrary } from "./useLibrary";
import { WorkflowRow } from "./WorkflowRow";

const close = () => navigate(workflowPath(null));

/** All saved workflows; the one that the address names is drawn beside them. */
export default function LibraryPage({ workflowId }: { workflowId: string | null }) {
  const t = useMessages();
  const { startNew } = useFrame();
  const library = useLibrary();
  const [search, setSearch] = useState("");
  const query = useWorkflows(useSettled(search.trim(), 200));
  const workflows = query.data ?? [];
  return (
      <SplitView
        label={t.library.label}
        sheetOpen={workflowId !== null}
        panel={workflowId ? <SavedPanel key={workflowId} id={workflowId} onClose={close} /> : null}
        chat={
          <>
            <PageHeader title={t.library.label} />
            <div className="mx-auto flex min-h-0 w-full max-w-3xl flex-1 flex-col gap-3 overflow-y-auto p-4">
              <SearchField label={t.library.search} value={search} onChange={setSearch} className="shrink-0" />
              {query.isError ? <LoadFailure title={t.library.failed} error={query.error} onRetry={() => void query.refetch()} /> : null}
              {query.isPending ? <ListSkeleton rows={5} label={t.common.loading} /> : null}
              {query.data && workflows.length === 0 ? (
                <EmptyState
                  icon={<WorkflowIcon />}
                  title={search.trim() ? t.library.nothingFound : t.library.empty}
                  text={search.trim() ? t.library.nothingFoundText : t.library.emptyText}
                >
                  {search.trim() ? null : (
                    <Button look="primary" onClick={startNew}>
                      {t.sidebar.newChat}
                    </Button>
                  )}
                </EmptyState>
              ) : null}
              {workflows.length ? (
                <ul className="space-y-2">
                  {workflows.map((workflow) => (
                    <WorkflowRow
                      key={workflow.id}
                      workflow={workflow}
                      selected={workflow.id === workflowId}
                      onOpen={() => navigate(workflowPath(workflow.id))}
                      onRename={(name) => void library.rename(workflow, name)}
                      onDuplicate={() => void library.duplicate(workflow)}
                      onDelete={() => {
                        if (workflow.id === workflowId) close();
                        void library.remove(workflow);
                      }}
                    />
                  ))}
                </ul>
              ) : null}
            </div>
          </>
        }
      />
  );
}
