/** Experiments with prompts and models, as administrators see them. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { request } from "./http";

export interface Arm {
  name: string;
  /** Versions of prompts by name, in place of those that count. */
  prompts: Record<string, number>;
  /** Models by task, first to last. */
  routes: Record<string, string[]>;
}

export interface Experiment {
  id: string;
  name: string;
  status: "draft" | "running" | "stopped";
  /** The first one is what the others are compared with. */
  arms: Arm[];
  created_at: string;
  started_at: string | null;
  stopped_at: string | null;
}

/** With the interval that holds it 95 times in 100. */
export interface Figure {
  value: number;
  low: number;
  high: number;
  /** How many answers it is taken from. */
  of: number;
}

export interface ArmFigures {
  arm: string;
  answers: number;
  gate_passed: Figure | null;
  repair_rounds: Figure | null;
  milliseconds: Figure | null;
  dollars: Figure | null;
  liked: Figure | null;
}


const ROOT = ["admin", "experiments"] as const;

export const useExperiments = () =>
  useQuery({ queryKey: ROOT, queryFn: async () => (await request<{ experiments: Experiment[] }>("/api/admin/experiments")).experiments });

export const useFigures = (id: string) =>
  useQuery({
    queryKey: [...ROOT, id],
    queryFn: async () => (await request<{ figures: ArmFigures[] }>(`/api/admin/experiments/${encodeURIComponent(id)}`)).figures,
  });

export function useAddExperiment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: { name: string; arms: Arm[] }) => request<Experiment>("/api/admin/experiments", { method: "POST", body: draft }),
    onSuccess: () => client.invalidateQueries({ queryKey: ROOT }),
  });
}

export function useRunExperiment(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: "start" | "stop") => request<Experiment>(`/api/admin/experiments/${encodeURIComponent(id)}/${act}`, { method: "POST", body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ROOT }),
  });
}

