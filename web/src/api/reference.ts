/** What there is to build with: node types and n8n releases. */

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { call } from "./call";

export type { NodeAction, NodeDetail, NodeParameter, NodeRow } from "./schema";
export type NodeKind = "trigger" | "action" | "sub_node";

export interface NodeQuery {
  words: string;
  kind: NodeKind | null;
  category: string;
}

const PAGE = 60;

const searchNodes = ({ words, kind, category }: NodeQuery, offset: number) =>
  call("GET /api/nodes/search", { query: { q: words, category, offset, limit: PAGE, ...(kind ? { kind } : {}) } });

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
    queryFn: () => call("GET /api/nodes/{type_name}", { path: { type_name: type } }),
    staleTime: Infinity,
  });

/** n8n releases that workflows can be made for, newest first. */
export const useReleases = () =>
  useQuery({
    queryKey: ["n8n-releases"],
    queryFn: async () => (await call("GET /api/n8n-releases")).releases,
    staleTime: Infinity,
  });
