import { useMemo } from "react";

import type { Provenance } from "@/api/contract";
import { LoadFailure } from "@/app/LoadFailure";
import type { WorkflowNode } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { ParameterTree } from "../ParameterTree";
import type { Editor } from "../useEditor";
import { useForm } from "../useVersion";
import { FormProvider } from "./context";
import { FieldView } from "./FieldView";
import { JsonInput } from "./JsonInput";

interface NodeFormProps {
  node: WorkflowNode;
  editor: Editor;
  origins: Provenance[string];
  request: string;
}

/** All parameters of a node that are shown with its values as they are, ready to be changed. */
export function NodeForm({ node, editor, origins, request }: NodeFormProps) {
  const t = useMessages();
  const { data: form, isError, error, refetch } = useForm(editor.workflowId, editor.newest, node.name);
  const { edit } = editor;
  const inputs = form?.inputs;
  const context = useMemo(
    () => ({ node: node.name, inputs: inputs ?? [], origins, request, edit }),
    [node.name, inputs, origins, request, edit],
  );
  if (isError) return <LoadFailure title={t.editing.formFailed} error={error} onRetry={() => void refetch()} />;
  if (!form) return <ParameterTree node={node.name} parameters={node.parameters} origins={origins} request={request} />;
  if (form.unreadable !== null) {
    return (
      <div className="space-y-2">
        <p className="text-sm text-warning">{form.unreadable}</p>
        <JsonInput
          label={t.inspector.parameters}
          value={node.parameters}
          asText={false}
          onCommit={(value) => void edit([{ edit: "replace_node", name: node.name, node: { ...node, parameters: value } }])}
        />
      </div>
    );
  }
  return (
    <FormProvider value={context}>
      <div className="space-y-2">
        {form.fields.map((field) => (
          <FieldView key={field.path} field={field} />
        ))}
        {form.fields.length === 0 ? <p className="text-sm text-faint">{t.editing.nothingToFillIn}</p> : null}
        {form.others.length ? (
          <div className="space-y-1.5 border-t border-line pt-3">
            <p className="text-xs text-faint">{t.editing.others}</p>
            {form.others.map(({ name, value }) => (
              <div key={name} className="flex items-start gap-2 text-sm">
                <code className="min-w-0 flex-1 font-mono text-xs break-all">
                  {name}: {JSON.stringify(value)}
                </code>
                <button
                  type="button"
                  aria-label={`${t.editing.remove}: ${name}`}
                  onClick={() => void edit([{ edit: "unset_parameter", node: node.name, path: pathOf(name) }])}
                  className="shrink-0 text-xs font-medium text-accent underline-offset-4 hover:underline"
                >
                  {t.editing.remove}
                </button>
              </div>
            ))}
          </div>
        ) : null}
      </div>
    </FormProvider>
  );
}

/** A name as a path: one with dots or brackets stands in quotes. */
const pathOf = (name: string) => (/[.[\]]/.test(name) || name === "" ? `[${JSON.stringify(name)}]` : name);
