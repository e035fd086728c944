/** An arm of an experiment while it is written. */

import type { Arm } from "@/api/experiments";

export interface ArmDraft {
  name: string;
  prompt: string;
  version: string;
  task: string;
  /** By commas, the first to be asked in front. */
  models: string;
}

export const EMPTY_ARM: ArmDraft = { name: "", prompt: "", version: "", task: "", models: "" };

export function armOf({ name, prompt, version, task, models }: ArmDraft): Arm {
  const asked = models.split(",").map((model) => model.trim()).filter(Boolean);
  return {
    name: name.trim(),
    prompts: prompt && version ? { [prompt]: Number(version) } : {},
    routes: task.trim() && asked.length ? { [task.trim()]: asked } : {},
  };
}
