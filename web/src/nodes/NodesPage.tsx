import { Blocks } from "lucide-react";
import { useCallback, useState } from "react";

import type { NodeKind } from "@/api/reference";
import { useNodeSearch } from "@/api/reference";
import { LoadFailure } from "@/app/LoadFailure";
import { PageHeader } from "@/app/PageHeader";
import { navigate, nodePath } from "@/app/route";
import { SplitView } from "@/app/SplitView";
import { useSettled } from "@/app/useSettled";
import { Button } from "@/design/Button";
import { ListSkeleton } from "@/design/ListSkeleton";
import { SearchField } from "@/design/SearchField";
import { Segmented } from "@/design/Segmented";
import { Select } from "@/design/Select";
import { own } from "@/graph/own";
import { useLanguage, useMessages } from "@/i18n";
import { useArea } from "@/i18n/area";
import { nodeWords } from "@/i18n/nodes";
import { EmptyState } from "@/workflow/EmptyState";

import { NodeDetails } from "./NodeDetails";
import { NodeList } from "./NodeList";

const KINDS = ["all", "trigger", "action", "sub_node"] as const;

const close = () => navigate(nodePath(null));

/** Every node type of the n8n release that one works for: found in plain words, read in full, used in a request. */
export default function NodesPage({ nodeType }: { nodeType: string | null }) {
  const t = useMessages();
  const w = useArea(nodeWords);
  const language = useLanguage();
  const [search, setSearch] = useState("");
  const [kind, setKind] = useState<NodeKind | "all">("all");
  const [category, setCategory] = useState("");
  const words = useSettled(search.trim(), 200);
  const query = useNodeSearch({ words, kind: kind === "all" ? null : kind, category });
  const [first] = query.data?.pages ?? [];
  const nodes = query.data?.pages.flatMap((page) => page.nodes) ?? [];
  const { fetchNextPage, isFetchingNextPage } = query;
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const clear = () => {
    setSearch("");
    setKind("all");
    setCategory("");
  };
  const list = (
    <>
      <PageHeader title={t.pages.nodes} />
      <div className="mx-auto flex min-h-0 w-full max-w-3xl flex-1 flex-col">
        <div className="shrink-0 space-y-2 border-b border-line p-4">
          <SearchField label={w.search} value={search} onChange={setSearch} />
          <Segmented label={w.kind} value={kind} onChange={setKind} options={KINDS.map((value) => ({ value, label: w.kinds[value] }))} />
          <div className="grid grid-cols-[1fr_11rem] items-center gap-2">
            <p role="status" className="truncate text-xs text-faint">
              {first ? `${w.count(first.total, new Intl.NumberFormat(language).format(first.total))} ${w.release(first.n8n_version)}` : null}
            </p>
            <Select
              label={w.category}
              value={category}
              onChange={setCategory}
              className="w-full"
              options={[
                { value: "", label: w.allCategories },
                ...(first?.categories ?? []).map(({ name, count }) => ({ value: name, label: `${own(w.categories, name) ?? name} (${count})` })),
                ...(category && !first?.categories.some(({ name }) => name === category)
                  ? [{ value: category, label: own(w.categories, category) ?? category }]
                  : []),
              ]}
            />
          </div>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto p-2">
          {query.isError ? <LoadFailure title={w.failed} error={query.error} onRetry={() => void query.refetch()} /> : null}
          {query.isPending ? <ListSkeleton rows={9} label={t.common.loading} /> : null}
          {first && nodes.length === 0 ? (
            <EmptyState icon={<Blocks />} title={w.nothing} text={w.nothingText}>
              <Button size="sm" onClick={clear}>
                {w.clear}
              </Button>
            </EmptyState>
          ) : null}
          <NodeList nodes={nodes} selected={nodeType} words={words} onMore={query.hasNextPage ? more : null} />
        </div>
      </div>
    </>
  );
  return (
    <SplitView
      label={t.pages.nodes}
      sheetOpen={nodeType !== null}
      chat={list}
      panel={nodeType ? <NodeDetails key={nodeType} type={nodeType} onClose={close} /> : null}
    />
  );
}
