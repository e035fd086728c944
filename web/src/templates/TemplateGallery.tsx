import { Search } from "lucide-react";
import { useDeferredValue, useState } from "react";

import type { TemplateRow } from "@/api/contract";
import { getTemplate } from "@/api/endpoints";
import { useTemplates } from "@/api/queries";
import { Dialog } from "@/design/Dialog";
import { Notice } from "@/design/Notice";
import type { JsonObject } from "@/graph/workflow";
import { useMessages } from "@/i18n";

interface TemplateGalleryProps {
  onClose: () => void;
  onOpenWorkflow: (document: JsonObject) => void;
}

/** Ready workflows to begin with: searched in plain words, narrowed by category, opened on the canvas. */
export default function TemplateGallery({ onClose, onOpenWorkflow }: TemplateGalleryProps) {
  const t = useMessages();
  const [words, setWords] = useState("");
  const [category, setCategory] = useState("");
  const [failed, setFailed] = useState(false);
  const all = useTemplates("");
  const found = useTemplates(useDeferredValue(words.trim()));
  const categories = [...new Set((all.data ?? []).map((one) => one.category))].toSorted();
  const shown = (found.data ?? []).filter((one) => category === "" || one.category === category);
  const open = async (key: string) => {
    setFailed(false);
    try {
      onOpenWorkflow((await getTemplate(key)).workflow);
      onClose();
    } catch {
      setFailed(true);
    }
  };
  return (
    <Dialog open onClose={onClose} title={t.templates.title} closeLabel={t.common.close} className="flex h-[85dvh] flex-col sm:w-[min(94vw,60rem)]">
      <div className="flex shrink-0 flex-wrap items-center gap-2 px-5 pt-3 pb-4">
        <label className="relative min-w-52 flex-1">
          <span className="sr-only">{t.templates.search}</span>
          <Search className="pointer-events-none absolute top-2.5 left-3 size-4 text-faint" aria-hidden />
          <input
            type="search"
            value={words}
            onChange={(event) => setWords(event.target.value)}
            placeholder={t.templates.search}
            className="h-9 w-full rounded-lg border border-line-strong bg-surface pr-3 pl-9 text-base outline-none focus:border-accent"
          />
        </label>
        <label>
          <span className="sr-only">{t.templates.category}</span>
          <select
            value={category}
            onChange={(event) => setCategory(event.target.value)}
            className="h-9 rounded-lg border border-line-strong bg-surface px-3 text-base outline-none focus:border-accent"
          >
            <option value="">{t.templates.all}</option>
            {categories.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line p-5">
        {failed || found.isError ? <Notice tone="danger" title={t.templates.failed} /> : null}
        {found.isPending ? <p className="text-sm text-faint">{t.common.loading}…</p> : null}
        {found.isSuccess && shown.length === 0 ? <p className="text-sm text-soft">{t.templates.nothing}</p> : null}
        <ul className="grid gap-3 sm:grid-cols-2">
          {shown.map((template) => (
            <li key={template.key}>
              <Card template={template} onOpen={() => void open(template.key)} />
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function Card({ template, onOpen }: { template: TemplateRow; onOpen: () => void }) {
  const t = useMessages();
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex h-full w-full flex-col rounded-xl border border-line bg-surface p-4 text-left transition-colors hover:border-accent-line hover:bg-accent-soft"
    >
      <span className="font-medium">{template.name}</span>
      <span className="mt-1 flex-1 text-sm text-soft">{template.description}</span>
      <span className="mt-3 flex flex-wrap gap-1.5 text-xs text-soft">
        {template.integrations.map((name) => (
          <span key={name} className="rounded-md border border-line bg-raised px-1.5 py-0.5">
            {name}
          </span>
        ))}
      </span>
      <span className="mt-2 text-xs text-faint">
        {t.templates.nodes(template.node_count)} · {t.templates.complexity[template.complexity]}
      </span>
    </button>
  );
}
