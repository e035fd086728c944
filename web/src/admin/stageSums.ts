/** Calls of models summed up over days, by stage and model. */

import type { ModelDay } from "@/api/models";

export type StageSum = Omit<ModelDay, "day">;

/** Those that cost most first. The time is the mean of the days' medians, each as often as it was called. */
export function sumStages(days: readonly ModelDay[]): StageSum[] {
  const sums = new Map<string, StageSum>();
  for (const { day: _, ...row } of days) {
    const key = `${row.stage} ${row.model}`;
    const sum = sums.get(key);
    sums.set(key, sum ? added(sum, row) : row);
  }
  return [...sums.values()].toSorted((a, b) => b.dollars - a.dollars || b.calls - a.calls || (a.stage < b.stage ? -1 : 1));
}

function added(one: StageSum, other: StageSum): StageSum {
  const calls = one.calls + other.calls;
  return {
    ...one,
    calls,
    failures: one.failures + other.failures,
    from_cache: one.from_cache + other.from_cache,
    input_tokens: one.input_tokens + other.input_tokens,
    cached_tokens: one.cached_tokens + other.cached_tokens,
    output_tokens: one.output_tokens + other.output_tokens,
    dollars: one.dollars + other.dollars,
    milliseconds: calls ? (one.milliseconds * one.calls + other.milliseconds * other.calls) / calls : 0,
  };
}
