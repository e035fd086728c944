import type { NodeRow } from "@/api/reference";
import { Badge } from "@/design/Badge";
import { useArea } from "@/i18n/area";
import { nodeWords } from "@/i18n/nodes";

/** Says of a trigger and of a sub-node that it is one; most nodes are neither. */
export function NodeBadge({ node }: { node: NodeRow }) {
  const w = useArea(nodeWords);
  if (node.is_trigger) return <Badge tone="accent">{w.trigger}</Badge>;
  return node.is_sub_node ? <Badge tone="ai">{w.subNode}</Badge> : null;
}
