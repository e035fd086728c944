import type { NodeChange } from "@xyflow/react";
import { Background, BackgroundVariant, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { useEffect, useMemo, useRef } from "react";

import type { Issue, Provenance } from "@/api/contract";
import { usePreferences } from "@/app/preferences";
import { clearTrace, tracePlace, useTrace } from "@/conversation/trace";
import { draw } from "@/graph/drawing";
import type { Change } from "@/graph/diff";
import { spansOf } from "@/graph/provenance";
import type { Workflow } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import "./canvas.css";
import { CanvasControls } from "./CanvasControls";
import type { CanvasNode } from "./flow";
import { flowLinks, flowNodes } from "./flow";
import { LinkView } from "./LinkView";
import { NodeView } from "./NodeView";
import { NoteView } from "./NoteView";

const NODE_TYPES = { step: NodeView, note: NoteView };
const LINK_TYPES = { link: LinkView };
/** Room for names, for the bolt before a trigger, and for the controls at the bottom. */
const FIT = {
  padding: { top: "48px", bottom: "104px", left: "56px", right: "56px" },
  maxZoom: 1.1,
  minZoom: 0.15,
} as const;
const MINIMAP_FROM = 7;

export interface CanvasProps {
  workflow: Workflow;
  issues: Issue[];
  provenance: Provenance;
  selected: string | null;
  onSelect: (node: string | null) => void;
  /** Set while two versions are compared: node name → what happened to it. */
  changes?: ReadonlyMap<string, Change> | null;
}

export default function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ workflow, issues, provenance, selected, onSelect, changes = null }: CanvasProps) {
  const t = useMessages();
  const { minimap } = usePreferences();
  const trace = useTrace();
  const flow = useReactFlow<CanvasNode>();
  const drawing = useMemo(() => draw(workflow), [workflow]);
  const drawn = useMemo(() => flowNodes(drawing, issues, t), [drawing, issues, t]);
  const lit = useMemo(() => {
    const ids = trace.places.map((place) => drawing.byName.get(place.node)?.id).filter((id) => id !== undefined);
    return ids.length ? new Set(ids) : null;
  }, [trace, drawing]);
  const nodes = useMemo(
    () =>
      drawn.map((node) => ({
        ...node,
        selected: node.data.drawn.node.name === selected,
        className: lit ? (lit.has(node.id) ? "lit" : "faded") : (changes?.get(node.data.drawn.node.name) ?? ""),
      })),
    [drawn, lit, selected, changes],
  );
  const links = useMemo(() => flowLinks(drawing, lit), [drawing, lit]);

  const fitted = useRef(drawing);
  useEffect(() => {
    // The first drawing is fitted by React Flow itself, once it knows its own size.
    if (fitted.current === drawing) return;
    fitted.current = drawing;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    void flow.fitView({ ...FIT, duration: still ? 0 : 300 });
  }, [drawing, flow]);
  useEffect(() => {
    const target = selected === null ? undefined : drawing.byName.get(selected);
    if (target) centerIfHidden(flow, target);
  }, [selected, drawing, flow]);

  const takeSelection = (happened: NodeChange<CanvasNode>[]) => {
    const selections = happened.filter((change) => change.type === "select");
    if (selections.length === 0) return;
    const chosen = selections.find((change) => change.selected);
    const node = drawn.find(({ id }) => id === chosen?.id)?.data.drawn.node;
    onSelect(node?.name ?? null);
  };
  return (
    <ReactFlow
      aria-label={t.canvas.label}
      nodes={nodes}
      edges={links}
      nodeTypes={NODE_TYPES}
      edgeTypes={LINK_TYPES}
      onNodesChange={takeSelection}
      onNodeMouseEnter={(_, node) => tracePlace(spansOf(provenance, node.data.drawn.node.name))}
      onNodeMouseLeave={clearTrace}
      fitView
      fitViewOptions={FIT}
      minZoom={0.1}
      maxZoom={2}
      panOnScroll
      zoomOnDoubleClick={false}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      elevateNodesOnSelect={false}
      deleteKeyCode={null}
      multiSelectionKeyCode={null}
      selectionKeyCode={null}
    >
      <Background variant={BackgroundVariant.Dots} gap={16} size={1.5} />
      {minimap && drawing.nodes.length >= MINIMAP_FROM ? (
        <MiniMap
          position="bottom-right"
          pannable
          zoomable
          ariaLabel={t.canvas.minimap}
          className="max-md:hidden"
          style={{ width: 168, height: 104 }}
          nodeBorderRadius={16}
          nodeColor={(node) => (node.type === "note" ? "var(--note-1)" : "var(--node-line)")}
        />
      ) : null}
      <CanvasControls minimapMatters={drawing.nodes.length >= MINIMAP_FROM} fit={() => void flow.fitView({ ...FIT, duration: 250 })} />
    </ReactFlow>
  );
}

/** Brings a node into view that was chosen elsewhere (in the list of issues, by a word of the request). */
function centerIfHidden(
  flow: ReturnType<typeof useReactFlow<CanvasNode>>,
  target: { x: number; y: number; width: number; height: number },
): void {
  const box = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (!box) return;
  const corner = flow.flowToScreenPosition({ x: target.x, y: target.y });
  const end = flow.flowToScreenPosition({ x: target.x + target.width, y: target.y + target.height });
  const inspector = box.width > 640 ? 360 : 0;
  const visible = corner.x > box.left && corner.y > box.top && end.x < box.right - inspector && end.y < box.bottom;
  if (visible) return;
  const zoom = flow.getZoom();
  const x = target.x + target.width / 2 + inspector / 2 / zoom;
  void flow.setCenter(x, target.y + target.height / 2, { zoom, duration: 250, interpolate: "linear" });
}
