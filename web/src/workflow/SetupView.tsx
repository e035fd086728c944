import clsx from "clsx";
import { PartyPopper } from "lucide-react";
import { useState } from "react";

import type { Setup } from "@/api/contract";
import { Checkbox } from "@/design/Checkbox";
import { useMessages } from "@/i18n";

import { DutiesView } from "./DutiesView";
import { EmptyState } from "./EmptyState";
import type { SetupItem } from "./setupList";
import { readTicks, setupItems, writeTicks } from "./setupList";

interface SetupViewProps {
  setup: Setup | null;
  /** Ticks are remembered for each conversation. */
  scope: string;
  onOpenNode: (node: string) => void;
}

const KINDS = ["credentials", "placeholders", "assumptions"] as const;

export function SetupView({ setup, scope, onOpenNode }: SetupViewProps) {
  const t = useMessages();
  const [ticks, setTicks] = useState(() => readTicks(scope));
  const items = setupItems(setup);
  const effects = setup?.effects ?? [];
  if (items.length === 0 && effects.length === 0)
    return <EmptyState icon={<PartyPopper />} title={t.setup.none} text={t.setup.noneText} />;
  const done = items.filter((item) => ticks.includes(item.id)).length;
  const toggle = (id: string) => {
    const next = ticks.includes(id) ? ticks.filter((other) => other !== id) : [...ticks, id];
    setTicks(next);
    writeTicks(scope, next);
  };
  return (
    <div className="mx-auto max-w-2xl space-y-7 p-5">
      <header className="space-y-2.5">
        <div className="flex items-baseline justify-between gap-4">
          <p className="text-sm text-soft">{t.setup.lead}</p>
          <p className="tabular shrink-0 text-sm font-medium">{t.setup.progress(done, items.length)}</p>
        </div>
        <progress
          className="block h-1.5 w-full overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent"
          value={done}
          max={items.length}
          aria-label={t.setup.progress(done, items.length)}
        />
      </header>
      {KINDS.map((kind) => {
        const own = items.filter((item) => item.kind === kind);
        if (own.length === 0) return null;
        return (
          <section key={kind} aria-labelledby={`setup-${kind}`}>
            <h2 id={`setup-${kind}`} className="font-semibold">
              {t.setup[kind]}
            </h2>
            <p className="mb-2 text-sm text-faint">{t.setup[`${kind}Text`]}</p>
            <ul className="overflow-hidden rounded-xl border border-line bg-surface">
              {own.map((item) => (
                <Item key={item.id} item={item} ticked={ticks.includes(item.id)} onToggle={() => toggle(item.id)} onOpenNode={onOpenNode} />
              ))}
            </ul>
          </section>
        );
      })}
      <DutiesView effects={effects} timing={setup?.timing} onOpenNode={onOpenNode} />
    </div>
  );
}

interface ItemProps {
  item: SetupItem;
  ticked: boolean;
  onToggle: () => void;
  onOpenNode: (node: string) => void;
}

function Item({ item, ticked, onToggle, onOpenNode }: ItemProps) {
  const t = useMessages();
  return (
    <li className="flex items-start gap-3 border-t border-line px-3.5 py-2.5 first:border-t-0">
      <Checkbox id={item.id} checked={ticked} onChange={onToggle} />
      <div className="min-w-0 flex-1">
        <label htmlFor={item.id} className={clsx("block cursor-pointer break-words", ticked ? "text-faint line-through" : "")}>
          {item.text}
        </label>
        {item.where && <p className="break-words text-sm text-soft">{item.where}</p>}
        {item.scopes && (
          <p className="break-words text-sm text-faint">
            {t.setup.scopes}: {item.scopes}
          </p>
        )}
        <p className="flex flex-wrap gap-x-2 text-sm">
          {item.nodes.map((node) => (
            <button
              key={node}
              type="button"
              onClick={() => onOpenNode(node)}
              className="text-left text-soft underline-offset-4 hover:text-accent hover:underline"
            >
              {t.setup.on(node)}
            </button>
          ))}
        </p>
      </div>
    </li>
  );
}
