/** What there is to build with: node types and n8n releases. */

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { request } from "./http";

export type NodeKind = "trigger" | "action" | "sub_node";

export interface NodeRow {
  type: string;
  name: string;
  service: string;
  category: string;
  is_trigger: boolean;
  is_sub_node: boolean;
  operations: string[];
}

export interface NodePage {
  nodes: NodeRow[];
  total: number;
  categories: { name: string; count: number }[];
  n8n_version: string;
}

export interface NodeParameter {
  name: string;
  label: string;
  type: string;
  default: unknown;
  required: boolean;
  choices: { name: string; value: unknown }[];
  /** Names of other parameters, and the values of theirs with which this one is there. */
  shown_for: Record<string, unknown[]>;
  children: NodeParameter[];
}

export interface NodeAction {
  action: string;
  parameters: Record<string, unknown>;
}

export interface NodeDetail extends NodeRow {
  /** Oldest first. */
  versions: number[];
  credentials: { type: string; name: string; required: boolean }[];
  actions: NodeAction[];
  parameters: NodeParameter[];
}

export interface NodeQuery {
  words: string;
  kind: NodeKind | null;
  category: string;
}

const PAGE = 60;

function searchNodes({ words, kind, category }: NodeQuery, offset: number): Promise<NodePage> {
  const query = new URLSearchParams({ q: words, category, offset: String(offset), limit: String(PAGE), ...(kind ? { kind } : {}) });
  return request<NodePage>(`/api/nodes/search?${query}`);
}

/** Pages of the node types that fit; the last result stays while the next one is looked for. */
export const useNodeSearch = (wanted: NodeQuery) =>
  useInfiniteQuery({
    queryKey: ["nodes", "search", wanted],
    queryFn: ({ pageParam }) => searchNodes(wanted, pageParam),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => {
      const seen = pages.reduce((sum, { nodes }) => sum + nodes.length, 0);
      return page.nodes.length && seen < page.total ? seen : null;
    },
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

export const useNode = (type: string) =>
  useQuery({
    queryKey: ["nodes", "one", type],
    queryFn: () => request<NodeDetail>(`/api/nodes/${type.split("/").map(encodeURIComponent).join("/")}`),
    staleTime: Infinity,
  });

/** n8n releases that workflows can be made for, newest first. */
export const useReleases = () =>
  useQuery({
    queryKey: ["n8n-releases"],
    queryFn: async () => (await request<{ releases: string[] }>("/api/n8n-releases")).releases,
    staleTime: Infinity,
  });
