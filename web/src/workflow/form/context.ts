/** What every field of a form needs to know. */

import { createContext, use } from "react";

import type { Origin, Provenance } from "@/api/contract";
import type { Edit, InputNode } from "@/api/editing";
import { own } from "@/graph/own";
import type { Json } from "@/graph/workflow";

export interface FormContext {
  node: string;
  inputs: InputNode[];
  origins: Provenance[string];
  request: string;
  edit: (edits: Edit[]) => Promise<boolean>;
}

const Context = createContext<FormContext | null>(null);

export const FormProvider = Context.Provider;

export function useFormContext(): FormContext {
  const context = use(Context);
  if (!context) throw new Error("a field stands outside of a form");
  return context;
}

/** Setting and leaving out the value at one path of the node's parameters. */
export function usePath(path: string) {
  const { node, edit } = useFormContext();
  return {
    set: (value: Json) => edit([{ edit: "set_parameter", node, path, value }]),
    unset: () => edit([{ edit: "unset_parameter", node, path }]),
  };
}

export function originOf(origins: Provenance[string], path: string): Origin | undefined {
  return own(origins, path) ?? own(origins, path.replaceAll(/\[(\d+)\]/g, ".$1"));
}
