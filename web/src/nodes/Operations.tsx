import clsx from "clsx";
import { ArrowUpRight } from "lucide-react";
import { useState } from "react";

import type { NodeAction, NodeDetail } from "@/api/reference";
import { useAsk } from "@/app/useAsk";
import { IconButton } from "@/design/IconButton";
import { SearchField } from "@/design/SearchField";
import { humanize } from "@/graph/names";
import { useArea } from "@/i18n/area";
import { nodeWords } from "@/i18n/nodes";

interface OperationsProps {
  node: NodeDetail;
  /** The one whose parameters are shown. */
  chosen: NodeAction | null;
  onChoose: (action: NodeAction | null) => void;
}

/** More than this are searched. */
const MANY = 12;

/** What a node can do, by resource; choosing one narrows the parameters to its own. */
export function Operations({ node, chosen, onChoose }: OperationsProps) {
  const w = useArea(nodeWords);
  const [search, setSearch] = useState("");
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = node.actions.filter(({ action }) => words.every((word) => action.toLowerCase().includes(word)));
  const groups = byResource(found);
  return (
    <section className="space-y-2.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h3 className="font-semibold">
          {w.what} <span className="tabular font-normal text-faint">{node.actions.length}</span>
        </h3>
        {node.actions.length > MANY ? <SearchField label={w.findOperation} value={search} onChange={setSearch} className="w-full sm:w-64" /> : null}
      </div>
      {found.length === 0 ? <p className="text-sm text-faint">{w.noOperation}</p> : null}
      <div className="space-y-4">
        {[...groups].map(([resource, actions]) => (
          <div key={resource}>
            {resource ? <h4 className="px-2.5 pb-1 text-xs font-medium text-faint">{humanize(resource)}</h4> : null}
            <ul className="grid gap-x-2 sm:grid-cols-2">
              {actions.map((action) => (
                <Operation
                  key={JSON.stringify(action.parameters)}
                  node={node}
                  action={action}
                  chosen={action === chosen}
                  onChoose={() => onChoose(action === chosen ? null : action)}
                />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

function byResource(actions: NodeAction[]): Map<string, NodeAction[]> {
  const groups = new Map<string, NodeAction[]>();
  for (const action of actions) {
    const resource = String(action.parameters["resource"] ?? "");
    groups.set(resource, [...(groups.get(resource) ?? []), action]);
  }
  return groups;
}

interface OperationProps {
  node: NodeDetail;
  action: NodeAction;
  chosen: boolean;
  onChoose: () => void;
}

function Operation({ node, action, chosen, onChoose }: OperationProps) {
  const w = useArea(nodeWords);
  const ask = useAsk();
  return (
    <li className={clsx("group flex min-w-0 items-center rounded-lg pr-0.5 transition-colors", chosen ? "bg-accent-soft" : "hover:bg-hover")}>
      <button
        type="button"
        aria-pressed={chosen}
        onClick={onChoose}
        className={clsx("min-w-0 flex-1 truncate rounded-lg px-2.5 py-1.5 text-left text-sm -outline-offset-2", chosen ? "font-medium text-accent" : "text-text")}
      >
        {action.action}
      </button>
      <IconButton
        label={w.toUse(action.action)}
        size="sm"
        side="top"
        className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
        onClick={() => ask(w.asOperation(action.action, node.name))}
      >
        <ArrowUpRight className="size-4" aria-hidden />
      </IconButton>
    </li>
  );
}
