import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useMemo } from "react";

import type { NodeAction, NodeDetail, NodeParameter } from "@/api/reference";
import { Badge } from "@/design/Badge";
import { Button } from "@/design/Button";
import { humanize } from "@/graph/names";
import { own } from "@/graph/own";
import { useArea } from "@/i18n/area";
import { nodeWords } from "@/i18n/nodes";

import type { Known } from "./shown";
import { conditionsOf, defaultText, isShown } from "./shown";

interface ParametersProps {
  node: NodeDetail;
  /** Only those that it has; all when null. */
  action: NodeAction | null;
  version: number;
  onEvery: () => void;
}

export function Parameters({ node, action, version, onEvery }: ParametersProps) {
  const w = useArea(nodeWords);
  const known = useMemo<Known>(() => ({ "@version": version, "@tool": false, ...action?.parameters }), [action, version]);
  const shown = node.parameters.filter(
    (parameter) => isShown(parameter, known) && !(action && Object.hasOwn(action.parameters, parameter.name)),
  );
  return (
    <section className="space-y-2.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{action ? w.parametersOf(action.action) : w.parameters}</h3>
        {action ? (
          <Button size="sm" look="quiet" onClick={onEvery}>
            {w.everyOperation}
          </Button>
        ) : null}
      </div>
      {shown.length ? <ParameterList parameters={shown} known={known} /> : <p className="text-sm text-faint">{w.noParameters}</p>}
    </section>
  );
}

function ParameterList({ parameters, known }: { parameters: NodeParameter[]; known: Known }) {
  return (
    <ul className="divide-y divide-line rounded-xl border border-line">
      {parameters.map((parameter, index) => (
        // The same name stands for different things, told apart by when they are shown.
        // oxlint-disable-next-line react/no-array-index-key
        <ParameterItem key={`${parameter.name}-${index}`} parameter={parameter} known={known} />
      ))}
    </ul>
  );
}

function ParameterItem({ parameter, known }: { parameter: NodeParameter; known: Known }) {
  const w = useArea(nodeWords);
  const usual = defaultText(parameter);
  const conditions = conditionsOf(parameter, known).map(([name, values]) => w.when(`${humanize(name)} = ${values.join(w.or)}`));
  const children = parameter.children.filter((child) => isShown(child, known));
  const facts = [own(w.types, parameter.type) ?? humanize(parameter.type), usual === null ? "" : w.byDefault(usual), ...conditions];
  return (
    <li className="space-y-1 px-3.5 py-2.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <span className="text-sm font-medium">{parameter.label}</span>
        <code className="font-mono text-xs break-all text-faint">{parameter.name}</code>
        {parameter.required ? <Badge tone="warning">{w.required}</Badge> : null}
      </p>
      <p className="text-xs break-words text-soft">{facts.filter(Boolean).join(" · ")}</p>
      {parameter.choices.length ? (
        <Fold label={w.choices(parameter.choices.length)}>
          <ul className="flex flex-wrap gap-1.5 pt-1.5">
            {parameter.choices.map(({ name, value }) => (
              <li key={String(value)} className="rounded-md bg-sunken px-1.5 py-0.5 text-xs break-all">
                {name}
              </li>
            ))}
          </ul>
        </Fold>
      ) : null}
      {children.length ? (
        <Fold label={w.fields(children.length)}>
          <div className="pt-1.5">
            <ParameterList parameters={children} known={known} />
          </div>
        </Fold>
      ) : null}
    </li>
  );
}

function Fold({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="group/fold">
      <summary className="inline-flex h-6 list-none items-center gap-1 rounded-md pr-1.5 text-xs font-medium text-accent hover:underline">
        <ChevronRight className="size-3.5 transition-transform group-open/fold:rotate-90" aria-hidden />
        {label}
      </summary>
      {children}
    </details>
  );
}
