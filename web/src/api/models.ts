/** What hosted models cost, and answers of theirs that are kept, as administrators see them. */

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { call } from "./call";

export type { KeptAnswers, ModelDay, ModelTotals } from "./schema";

const ROOT = ["admin", "models"] as const;

export const useModelUse = (days: number) =>
  useQuery({
    queryKey: [...ROOT, "use", days],
    queryFn: () => call("GET /api/admin/models", { query: { days } }),
    placeholderData: keepPreviousData,
  });

export const useKeptAnswers = () =>
  useQuery({ queryKey: [...ROOT, "answers"], queryFn: async () => (await call("GET /api/admin/model-answers")).answers });

export function useForgetAnswers() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call("DELETE /api/admin/model-answers"),
    onSettled: () => client.invalidateQueries({ queryKey: ROOT }),
  });
}
