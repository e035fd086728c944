import { KeyRound, Move, X } from "lucide-react";
import type { ReactNode } from "react";
import { useEffect, useRef } from "react";

import { NodeIcon } from "@/canvas/icons/NodeIcon";
import type { Answer } from "@/conversation/answer";
import { IconButton } from "@/design/IconButton";
import { humanize, typeName } from "@/graph/names";
import { own } from "@/graph/own";
import type { JsonObject, WorkflowNode } from "@/graph/workflow";
import { isObject } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { NodeForm } from "./form/NodeForm";
import { IssueItem } from "./IssueItem";
import { NodeSettings } from "./NodeSettings";
import { OriginChip, ParameterTree } from "./ParameterTree";
import type { Editor } from "./useEditor";

interface NodeInspectorProps {
  node: WorkflowNode;
  answer: Answer;
  request: string;
  /** Set where the node can be changed. */
  editor: Editor | null;
  /** Somebody wants to say on the canvas where it shall stand. */
  onMove: () => void;
  onClose: () => void;
}

/** Keys of a node that are settings of its own in n8n (its Settings tab). */
const SETTINGS = ["onError", "retryOnFail", "maxTries", "waitBetweenTries", "alwaysOutputData", "executeOnce", "continueOnFail"];

function settingsOf(node: WorkflowNode): JsonObject {
  const settings: JsonObject = {};
  for (const key of SETTINGS) {
    const value = node[key];
    if (value !== undefined) settings[key] = value;
  }
  return settings;
}

export default function NodeInspector({ node, answer, request, editor, onMove, onClose }: NodeInspectorProps) {
  const t = useMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  const origins = own(answer.provenance, node.name) ?? {};
  const issues = answer.issues.filter((issue) => issue.node === node.name);
  const needed = answer.setup?.credentials.filter((credential) => credential.node === node.name) ?? [];
  const settings = settingsOf(node);
  const reason = origins[""];
  useEffect(() => {
    // Not returned: some browsers answer with a promise, which is no clean-up function.
    heading.current?.scrollIntoView({ block: "nearest" });
  }, [node.name]);
  return (
    <aside
      aria-label={t.inspector.label(node.name)}
      className="absolute inset-y-0 right-0 z-10 flex w-full max-w-[24rem] animate-appear flex-col border-l border-line bg-surface shadow-3 max-sm:max-w-none"
    >
      <header className="flex items-start gap-3 border-b border-line px-4 py-3">
        <span className="mt-0.5 flex size-9 shrink-0 items-center justify-center rounded-lg border border-line bg-node">
          <NodeIcon type={node.type} size={20} />
        </span>
        <div className="min-w-0 flex-1">
          <h2 ref={heading} className="font-semibold break-words">
            {node.name}
          </h2>
          <p className="text-xs text-faint">
            {typeName(node.type)}
            {node.typeVersion === undefined ? "" : `, ${t.inspector.typeVersion(String(node.typeVersion))}`}
          </p>
        </div>
        {editor ? (
          <IconButton label={t.editing.move} onClick={onMove}>
            <Move className="size-4" aria-hidden />
          </IconButton>
        ) : null}
        <IconButton label={t.inspector.close} onClick={onClose}>
          <X className="size-4" aria-hidden />
        </IconButton>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="min-h-0 flex-1 space-y-6 overflow-y-auto px-4 py-4" tabIndex={0}>
        {reason ? (
          <div className="flex flex-wrap items-center gap-2 text-sm text-soft">
            <OriginChip origin={reason} request={request} />
            {reason.note}
          </div>
        ) : null}
        {issues.length ? (
          <Section title={t.inspector.issues}>
            <ul className="space-y-2">
              {issues.map((issue) => (
                <li key={`${issue.code}${issue.parameter}${issue.message}`}>
                  <IssueItem issue={issue} editor={editor} />
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        <Section title={t.inspector.parameters}>
          {editor ? (
            <NodeForm node={node} editor={editor} origins={origins} request={request} />
          ) : Object.keys(node.parameters).length ? (
            <ParameterTree node={node.name} parameters={node.parameters} origins={origins} request={request} />
          ) : (
            <p className="text-sm text-faint">{t.inspector.noParameters}</p>
          )}
        </Section>
        {needed.length || isObject(node.credentials) ? (
          <Section title={t.inspector.credentials}>
            <ul className="space-y-1.5">
              {(needed.length
                ? needed.map(({ type, name }) => ({ type, name }))
                : Object.keys(node.credentials ?? {}).map((type) => ({ type, name: humanize(type) }))
              ).map(({ type, name }) => (
                <li key={type} className="flex items-center gap-2 text-sm">
                  <KeyRound className="size-3.5 text-faint" aria-hidden />
                  {name || humanize(type)}
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        {editor ? (
          <Section title={t.inspector.settings}>
            <NodeSettings node={node} editor={editor} />
          </Section>
        ) : Object.keys(settings).length ? (
          <Section title={t.inspector.settings}>
            <ParameterTree node={node.name} parameters={settings} origins={{}} request={request} />
          </Section>
        ) : null}
        {node.notes && !editor ? (
          <Section title={t.inspector.notes}>
            <p className="text-sm whitespace-pre-wrap text-soft">{node.notes}</p>
          </Section>
        ) : null}
      </div>
    </aside>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}
