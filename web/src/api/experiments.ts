/** Experiments with prompts and models, as administrators see them. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { call } from "./call";
import type { Arm } from "./schema";

export type { Arm, ArmFigures, Experiment, Figure } from "./schema";


const ROOT = ["admin", "experiments"] as const;

export const useExperiments = () =>
  useQuery({ queryKey: ROOT, queryFn: async () => (await call("GET /api/admin/experiments")).experiments });

export const useFigures = (id: string) =>
  useQuery({
    queryKey: [...ROOT, id],
    queryFn: async () => (await call("GET /api/admin/experiments/{experiment_id}", { path: { experiment_id: id } })).figures,
  });

export function useAddExperiment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: { name: string; arms: Arm[] }) => call("POST /api/admin/experiments", { body: draft }),
    onSuccess: () => client.invalidateQueries({ queryKey: ROOT }),
  });
}

export function useRunExperiment(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: "start" | "stop") => call(`POST /api/admin/experiments/{experiment_id}/${act}`, { path: { experiment_id: id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ROOT }),
  });
}

