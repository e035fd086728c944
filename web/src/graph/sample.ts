/** Workflows for tests. */

import type { Connections, JsonObject, Workflow, WorkflowNode } from "./workflow";

export function node(name: string, type: string, parameters: JsonObject = {}, rest: Partial<WorkflowNode> = {}): WorkflowNode {
  const full = type.includes(".") ? type : `n8n-nodes-base.${type}`;
  return { name, type: full, typeVersion: 1, position: [0, 0], parameters, ...rest };
}

/** `["A:1", "B"]` is A's second output to B; `["M", "A", "ai_memory"]` is a sub-node's link. */
export function workflow(nodes: WorkflowNode[], links: [string, string, string?][] = []): Workflow {
  const connections: Connections = {};
  for (const [from, to, type = "main"] of links) {
    const [source = "", output = "0"] = from.split(":");
    const [target = "", input = "0"] = to.split(":");
    const outputs = ((connections[source] ??= {})[type] ??= []);
    while (outputs.length <= Number(output)) outputs.push([]);
    outputs[Number(output)]?.push({ node: target, type, index: Number(input) });
  }
  return { nodes, connections };
}
