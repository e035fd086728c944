import { ArrowLeft, Search, Workflow as WorkflowIcon } from "lucide-react";
import { useState } from "react";

import { useWorkflows } from "@/api/queries";
import { LoadFailure } from "@/app/LoadFailure";
import { navigate } from "@/app/route";
import { SplitView } from "@/app/SplitView";
import { useSettled } from "@/app/useSettled";
import { IconButton } from "@/design/IconButton";
import { useMessages } from "@/i18n";
import { EmptyState } from "@/workflow/EmptyState";

import { SavedPanel } from "./SavedPanel";
import { useLibrary } from "./useLibrary";
import { WorkflowRow } from "./WorkflowRow";

const pathOf = (id: string | null) => (id ? `/workflows/${encodeURIComponent(id)}` : "/workflows");

const close = () => navigate(pathOf(null));

/** All saved workflows; the one that the address names is drawn beside them. */
export default function LibraryPage({ workflowId }: { workflowId: string | null }) {
  const t = useMessages();
  const library = useLibrary();
  const [search, setSearch] = useState("");
  const query = useWorkflows(useSettled(search.trim(), 200));
  const workflows = query.data ?? [];
  return (
    <div className="flex h-full">
      <SplitView
        label={t.library.label}
        sheetOpen={workflowId !== null}
        panel={workflowId ? <SavedPanel key={workflowId} id={workflowId} onClose={close} /> : null}
        chat={
          <>
            <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-3">
              <IconButton label={t.workflow.back} onClick={() => navigate("/")}>
                <ArrowLeft className="size-4" aria-hidden />
              </IconButton>
              <h1 className="truncate font-semibold">{t.library.label}</h1>
            </header>
            <div className="mx-auto flex min-h-0 w-full max-w-3xl flex-1 flex-col gap-3 overflow-y-auto p-4">
              <div className="relative shrink-0">
                <Search className="pointer-events-none absolute top-2.5 left-3 size-4 text-faint" aria-hidden />
                <input
                  type="search"
                  aria-label={t.library.search}
                  placeholder={t.library.search}
                  maxLength={200}
                  value={search}
                  onChange={(event) => setSearch(event.target.value)}
                  className="h-9 w-full rounded-lg border border-line-strong bg-surface pr-3 pl-9 text-sm outline-none placeholder:text-faint focus:border-accent"
                />
              </div>
              {query.isError ? <LoadFailure title={t.library.failed} error={query.error} onRetry={() => void query.refetch()} /> : null}
              {query.data && workflows.length === 0 ? (
                <EmptyState
                  icon={<WorkflowIcon />}
                  title={search.trim() ? t.library.nothingFound : t.library.empty}
                  text={search.trim() ? t.library.nothingFoundText : t.library.emptyText}
                />
              ) : null}
              {workflows.length ? (
                <ul className="space-y-2">
                  {workflows.map((workflow) => (
                    <WorkflowRow
                      key={workflow.id}
                      workflow={workflow}
                      selected={workflow.id === workflowId}
                      onOpen={() => navigate(pathOf(workflow.id))}
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
    </div>
  );
}
