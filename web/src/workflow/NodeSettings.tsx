import { Trash2 } from "lucide-react";
import { useId } from "react";

import type { Edit } from "@/api/editing";
import { Button } from "@/design/Button";
import { Checkbox } from "@/design/Checkbox";
import type { WorkflowNode } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { BOX, TextInput } from "./form/TextInput";
import { usePending } from "./form/usePending";
import type { Editor } from "./useEditor";

const FLAGS = ["alwaysOutputData", "executeOnce", "retryOnFail"] as const;
const ON_ERROR = ["stopWorkflow", "continueRegularOutput", "continueErrorOutput"] as const;

interface NodeSettingsProps {
  node: WorkflowNode;
  editor: Editor;
}

/** What n8n keeps beside a node's parameters: its name, whether it is on, what happens when it fails. */
export function NodeSettings({ node, editor }: NodeSettingsProps) {
  const t = useMessages();
  const id = useId();
  const set = (key: string, value: string | boolean | undefined) => {
    const change: Edit = { edit: "set_node_key", node: node.name, key, ...(value === undefined ? {} : { value }) };
    return editor.edit([change]);
  };
  const rename = (name: string) => {
    if (!name || name === node.name) return false;
    void editor.edit([{ edit: "rename_node", old: node.name, new: name }]);
    return true;
  };
  const [onError, chooseOnError] = usePending(
    ON_ERROR.find((way) => way === node.onError) ?? "stopWorkflow",
    (way: (typeof ON_ERROR)[number]) => set("onError", way === "stopWorkflow" ? undefined : way),
  );
  return (
    <div className="space-y-2.5 text-sm">
      <div>
        <label htmlFor={`${id}-name`} className="mb-1 block text-xs font-medium text-soft">
          {t.editing.nodeName}
        </label>
        <TextInput id={`${id}-name`} label={t.editing.nodeName} value={node.name} onCommit={(text) => rename(text.trim())} />
      </div>
      <Flag
        label={t.editing.switchedOff}
        on={node.disabled === true}
        onChange={(disabled) => editor.edit([{ edit: "set_disabled", name: node.name, disabled }])}
      />
      {FLAGS.map((flag) => (
        <Flag key={flag} label={t.editing.flags[flag]} on={node[flag] === true} onChange={(on) => set(flag, on || undefined)} />
      ))}
      <div>
        <label htmlFor={`${id}-error`} className="mb-1 block text-xs font-medium text-soft">
          {t.editing.onError}
        </label>
        <select
          id={`${id}-error`}
          value={onError}
          onChange={(event) => chooseOnError(event.target.value as (typeof ON_ERROR)[number])}
          className={`${BOX} h-8`}
        >
          {ON_ERROR.map((way) => (
            <option key={way} value={way}>
              {t.editing.onErrors[way]}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor={`${id}-notes`} className="mb-1 block text-xs font-medium text-soft">
          {t.inspector.notes}
        </label>
        <TextInput id={`${id}-notes`} label={t.inspector.notes} name="text" value={node.notes ?? ""} onCommit={(text) => void set("notes", text || undefined)} />
      </div>
      <Button
        size="sm"
        look="danger"
        disabled={editor.busy}
        onClick={() => void editor.edit([{ edit: "remove_node", name: node.name, reconnect: true }])}
      >
        <Trash2 className="size-3.5" aria-hidden />
        {t.editing.deleteNode}
      </Button>
    </div>
  );
}

function Flag({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => Promise<boolean> }) {
  const [shown, choose] = usePending(on, onChange);
  return (
    <label className="flex min-h-6 cursor-pointer items-center gap-2">
      <Checkbox checked={shown} onChange={choose} />
      {label}
    </label>
  );
}
