/** An arm of an experiment while it is written. */

import type { Arm } from "@/api/experiments";

export interface ArmDraft {
  name: string;
  prompt: string;
  version: string;
  task: string;
  /** By commas, the first to be asked in front. */
  models: string;
  /** Asked first wherever there is a choice; "" for the one that is now. */
  provider: NonNullable<Arm["provider"]>;
}

export const EMPTY_ARM: ArmDraft = { name: "", prompt: "", version: "", task: "", models: "", provider: "" };

export function armOf({ name, prompt, version, task, models, provider }: ArmDraft): Arm {
  const asked = models.split(",").map((model) => model.trim()).filter(Boolean);
  return {
    name: name.trim(),
    prompts: prompt && version ? { [prompt]: Number(version) } : {},
    routes: task.trim() && asked.length ? { [task.trim()]: asked } : {},
    ...(provider ? { provider } : {}),
  };
}
