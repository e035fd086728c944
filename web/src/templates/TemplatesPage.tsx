import clsx from "clsx";
import { LayoutTemplate } from "lucide-react";
import { useState } from "react";

import type { TemplateRow } from "@/api/contract";
import { useTemplates } from "@/api/queries";
import { LoadFailure } from "@/app/LoadFailure";
import { PageHeader } from "@/app/PageHeader";
import { navigate, templatePath } from "@/app/route";
import { useFrame } from "@/app/shell";
import { SplitView } from "@/app/SplitView";
import { useSettled } from "@/app/useSettled";
import { Button } from "@/design/Button";
import { SearchField } from "@/design/SearchField";
import { Select } from "@/design/Select";
import { own } from "@/graph/own";
import { useMessages } from "@/i18n";
import { useArea } from "@/i18n/area";
import { templateWords } from "@/i18n/templates";
import { EmptyState } from "@/workflow/EmptyState";

import { TemplateCard } from "./TemplateCard";
import { TemplatePanel } from "./TemplatePanel";

const COMPLEXITIES = ["simple", "medium", "advanced"] as const;

const close = () => navigate(templatePath(null));

/** Ready workflows to begin with: searched in plain words, narrowed down, looked at, opened in the chat. */
export default function TemplatesPage({ templateKey }: { templateKey: string | null }) {
  const t = useMessages();
  const w = useArea(templateWords);
  const { startNew } = useFrame();
  const [search, setSearch] = useState("");
  const [category, setCategory] = useState("");
  const [complexity, setComplexity] = useState<TemplateRow["complexity"] | "">("");
  const all = useTemplates("");
  const found = useTemplates(useSettled(search.trim(), 200));
  const categories = [...new Set((all.data ?? []).map((one) => one.category))].toSorted();
  const shown = (found.data ?? []).filter((one) => (category === "" || one.category === category) && (complexity === "" || one.complexity === complexity));
  const clear = () => {
    setSearch("");
    setCategory("");
    setComplexity("");
  };
  const gallery = (
    <>
      <PageHeader title={t.templates.title} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className={clsx("mx-auto w-full space-y-4 p-4 pb-12", templateKey ? "" : "max-w-5xl sm:px-6 sm:pt-6")}>
          <p className="max-w-2xl text-soft text-pretty">{w.lead}</p>
          <div className="flex flex-wrap items-center gap-2">
            <SearchField label={w.search} value={search} onChange={setSearch} className="min-w-56 flex-1" />
            <Select
              label={w.category}
              value={category}
              onChange={setCategory}
              className="w-44"
              options={[{ value: "", label: w.all }, ...categories.map((name) => ({ value: name, label: own(w.categories, name) ?? name }))]}
            />
            <Select
              label={w.complexity}
              value={complexity}
              onChange={setComplexity}
              className="w-32"
              options={[{ value: "", label: w.anyComplexity }, ...COMPLEXITIES.map((value) => ({ value, label: w.complexities[value] }))]}
            />
          </div>
          <p role="status" className="min-h-5 text-xs text-faint">
            {found.data ? w.count(shown.length) : null}
          </p>
          {found.isError ? <LoadFailure title={w.failed} error={found.error} onRetry={() => void found.refetch()} /> : null}
          {found.isSuccess && shown.length === 0 ? (
            <EmptyState icon={<LayoutTemplate />} title={w.nothing} text={w.nothingText}>
              <div className="flex gap-2">
                <Button size="sm" onClick={clear}>
                  {w.clear}
                </Button>
                <Button size="sm" look="primary" onClick={startNew}>
                  {w.describe}
                </Button>
              </div>
            </EmptyState>
          ) : null}
          <ul className={clsx("grid gap-3", templateKey ? "" : "sm:grid-cols-2 lg:grid-cols-3")}>
            {found.isPending ? Array.from({ length: 6 }, (_, index) => <li key={index} className="h-64 animate-breathe rounded-xl bg-sunken" />) : null}
            {shown.map((template) => (
              <li key={template.key}>
                <TemplateCard template={template} selected={template.key === templateKey} />
              </li>
            ))}
          </ul>
        </div>
      </div>
    </>
  );
  return (
    <SplitView
      label={t.templates.title}
      sheetOpen={templateKey !== null}
      chat={gallery}
      panel={templateKey ? <TemplatePanel key={templateKey} templateKey={templateKey} onClose={close} /> : null}
    />
  );
}
