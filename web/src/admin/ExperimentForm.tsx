import { Plus } from "lucide-react";
import { useState } from "react";

import { useSubmit } from "@/account/useSubmit";
import type { Arm } from "@/api/experiments";
import { useAddExperiment } from "@/api/experiments";
import { usePrompts, usePromptVersions } from "@/api/prompts";
import { Button } from "@/design/Button";
import { Field } from "@/design/Field";
import { Select } from "@/design/Select";
import { useMessages } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";
import { modelWords } from "@/i18n/models";

import type { ArmDraft } from "./armDraft";
import { armOf, EMPTY_ARM } from "./armDraft";

const MOST_ARMS = 6;

/** A new experiment: the first arm is left as it is now, each other one has another prompt or another model. */
export function ExperimentForm({ onDone }: { onDone: () => void }) {
  const t = useMessages();
  const w = useArea(adminWords);
  const add = useAddExperiment();
  const [name, setName] = useState("");
  const [arms, setArms] = useState<ArmDraft[]>([{ ...EMPTY_ARM, name: w.experiments.asNow }, { ...EMPTY_ARM, name: "B" }]);
  const change = (index: number, changes: Partial<ArmDraft>) =>
    setArms(arms.map((arm, place) => (place === index ? { ...arm, ...changes } : arm)));
  const form = useSubmit(async () => {
    await add.mutateAsync({ name: name.trim(), arms: arms.map((arm): Arm => armOf(arm)) });
    onDone();
  });
  return (
    <form
      className="space-y-4 rounded-xl border border-line bg-sunken p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <Field label={w.experiments.name} required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
      {arms.map((arm, index) => (
        // Arms are told apart by their place.
        // oxlint-disable-next-line react/no-array-index-key
        <ArmFields key={index} number={index + 1} arm={arm} fixed={index === 0} onChange={(changes) => change(index, changes)} />
      ))}
      {form.failure ? (
        <p role="alert" className="text-sm text-danger">
          {form.failure}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={form.busy || !name.trim()}>
          {w.experiments.save}
        </Button>
        <Button onClick={onDone}>{t.common.cancel}</Button>
        {arms.length < MOST_ARMS ? (
          <Button look="quiet" onClick={() => setArms([...arms, { ...EMPTY_ARM, name: "BCDEF".charAt(arms.length - 1) }])}>
            <Plus className="size-4" aria-hidden />
            {w.experiments.addArm}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

interface ArmFieldsProps {
  number: number;
  arm: ArmDraft;
  /** The one to compare with changes nothing. */
  fixed: boolean;
  onChange: (changes: Partial<ArmDraft>) => void;
}

function ArmFields({ number, arm, fixed, onChange }: ArmFieldsProps) {
  const w = useArea(adminWords);
  const m = useArea(modelWords);
  const { data: prompts = [] } = usePrompts();
  return (
    <fieldset className="space-y-3 border-t border-line pt-3">
      <legend className="sr-only">{w.experiments.armNumber(number)}</legend>
      <Field label={w.experiments.armNumber(number)} required maxLength={40} value={arm.name} onChange={(event) => onChange({ name: event.target.value })} />
      {fixed ? null : (
        <div className="grid gap-3 sm:grid-cols-2">
          <div className="flex flex-wrap items-end gap-x-2 gap-y-1">
            <p className="w-full text-sm font-medium" aria-hidden>
              {w.experiments.prompt}
            </p>
            <Select
              label={w.experiments.prompt}
              value={arm.prompt}
              onChange={(prompt) => onChange({ prompt, version: "" })}
              className="flex-1"
              options={[{ value: "", label: w.experiments.samePrompts }, ...prompts.map((prompt) => ({ value: prompt.name, label: prompt.name }))]}
            />
            {arm.prompt ? <VersionSelect prompt={arm.prompt} value={arm.version} onChange={(version) => onChange({ version })} /> : null}
          </div>
          <div className="grid grid-cols-2 gap-2">
            <Field label={w.experiments.task} value={arm.task} onChange={(event) => onChange({ task: event.target.value })} />
            <Field label={w.experiments.models} value={arm.models} onChange={(event) => onChange({ models: event.target.value })} />
          </div>
          <div className="space-y-1">
            <p className="text-sm font-medium" aria-hidden>
              {m.provider}
            </p>
            <Select
              label={m.provider}
              value={arm.provider}
              onChange={(provider) => onChange({ provider })}
              options={[{ value: "", label: m.anyProvider }, { value: "anthropic", label: "Anthropic" }, { value: "openai", label: "OpenAI" }]}
            />
          </div>
        </div>
      )}
    </fieldset>
  );
}

function VersionSelect({ prompt, value, onChange }: { prompt: string; value: string; onChange: (version: string) => void }) {
  const w = useArea(adminWords);
  const { data: versions = [] } = usePromptVersions(prompt);
  return (
    <Select
      label={w.experiments.version}
      value={value}
      onChange={onChange}
      className="w-28"
      options={[{ value: "", label: "…" }, ...versions.map(({ version }) => ({ value: String(version), label: w.prompts.version(version) }))]}
    />
  );
}
