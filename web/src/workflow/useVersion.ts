/** One version of a saved workflow as the panel shows it: its document, what is wrong with it, what is left to do. */

import { keepPreviousData, useQuery } from "@tanstack/react-query";

import type { SavedWorkflow } from "@/api/contract";
import { checkVersion, getChanges, getForm, getVersion, listVersions } from "@/api/editing";
import { getWorkflow } from "@/api/endpoints";
import { keys } from "@/api/queries";

const ofWorkflow = (id: string, what: string, ...rest: (string | number)[]) => [...keys.workflows, what, id, ...rest] as const;

export const versionKeys = {
  version: (id: string, number: number) => ofWorkflow(id, "version", number),
  check: (id: string, number: number) => ofWorkflow(id, "check", number),
  list: (id: string) => ofWorkflow(id, "versions"),
};

/** The workflow with its newest version; null while nothing is known. */
export const useNewest = (id: string | null) =>
  useQuery({ queryKey: keys.savedWorkflow(id ?? ""), queryFn: () => getWorkflow(id ?? ""), enabled: id !== null });

/** A version never changes once it is there. */
export const useVersion = (id: string | null, number: number | null) =>
  useQuery({
    queryKey: versionKeys.version(id ?? "", number ?? 0),
    queryFn: () => getVersion(id ?? "", number ?? 0),
    enabled: id !== null && number !== null && number > 0,
    staleTime: Infinity,
  });

export const useCheck = (id: string | null, number: number | null) =>
  useQuery({
    queryKey: versionKeys.check(id ?? "", number ?? 0),
    queryFn: () => checkVersion(id ?? "", number ?? 0),
    enabled: id !== null && number !== null,
    staleTime: Infinity,
  });

export const useVersionList = (id: string) => useQuery({ queryKey: versionKeys.list(id), queryFn: () => listVersions(id) });

export const useChanges = (id: string | null, from: number | null, to: number | null) =>
  useQuery({
    queryKey: ofWorkflow(id ?? "", "changes", from ?? 0, to ?? 0),
    queryFn: () => getChanges(id ?? "", from ?? 0, to ?? 0),
    enabled: id !== null && from !== null && from > 0 && to !== null && from !== to,
    staleTime: Infinity,
  });

/** The form of a node; while the next one is asked for, the last one stays, so that nothing jumps. */
export const useForm = (id: string, version: number, node: string) =>
  useQuery({
    queryKey: ofWorkflow(id, "form", version, node),
    queryFn: () => getForm(id, version, node),
    staleTime: Infinity,
    placeholderData: (previous) => (previous?.node === node ? keepPreviousData(previous) : undefined),
  });

export type Newest = SavedWorkflow;
