import type { NodeChange } from "@xyflow/react";
import { Background, BackgroundVariant, MiniMap, Panel, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import clsx from "clsx";
import { useEffect, useMemo, useRef, useState } from "react";

import type { Issue, Provenance } from "@/api/contract";
import { MEDIUM, paced, useMedia } from "@/app/media";
import { getPreferences, usePreferences } from "@/app/preferences";
import { isTyping } from "@/app/shortcuts";
import { clearTrace, tracePlace, useTrace } from "@/conversation/trace";
import { draw } from "@/graph/drawing";
import type { WorkflowDiff } from "@/graph/diff";
import { own } from "@/graph/own";
import { spansOf } from "@/graph/provenance";
import type { Workflow } from "@/graph/workflow";
import { useMessages } from "@/i18n";
import type { Editor } from "@/workflow/useEditor";

import "./canvas.css";
import { CanvasControls } from "./CanvasControls";
import { CarryingNote } from "./CarryingNote";
import type { CanvasNode } from "./flow";
import { flowLinks, flowNodes } from "./flow";
import { LinkView } from "./LinkView";
import { NodeSearch } from "./NodeSearch";
import { NodeView } from "./NodeView";
import { NoteView } from "./NoteView";
import { useCarrying } from "./useCarrying";
import { useFit } from "./useFit";
import type { Move } from "./useMoves";
import { GRID, useMoves } from "./useMoves";
import { useNameSize } from "./useNameSize";

const NODE_TYPES = { step: NodeView, note: NoteView };
const LINK_TYPES = { link: LinkView };
const MINIMAP_FROM = 7;

export interface CanvasProps {
  workflow: Workflow;
  issues: Issue[];
  provenance: Provenance;
  selected: string | null;
  onSelect: (node: string | null) => void;
  /** Set while two versions are compared; `workflow` holds what is gone, too. */
  diff?: WorkflowDiff | null;
  /** Set where nodes can be moved. */
  editor?: Editor | null;
  /** The node that is picked up: the next click says where it shall stand. */
  placing?: string | null;
  /** It stands there, or stays where it was. */
  onPlaced?: () => void;
}

export default function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ workflow, issues, provenance, selected, onSelect, diff = null, editor = null, placing = null, onPlaced }: CanvasProps) {
  const t = useMessages();
  const changes = diff?.nodes ?? null;
  const { minimap } = usePreferences();
  const roomForMap = useMedia(MEDIUM);
  const trace = useTrace();
  const flow = useReactFlow<CanvasNode>();
  const drawing = useMemo(() => draw(workflow), [workflow]);
  const drawn = useMemo(() => flowNodes(drawing, issues, t), [drawing, issues, t]);
  const lit = useMemo(() => {
    const ids = trace.places.map((place) => drawing.byName.get(place.node)?.id).filter((id) => id !== undefined);
    return ids.length ? new Set(ids) : null;
  }, [trace, drawing]);
  const names = useNameSize();
  const [searching, setSearching] = useState(false);
  // Shown once everything is where it stays: before that, nodes would jump under the pointer.
  const [placed, setPlaced] = useState(false);
  const edit = editor?.edit;
  const onMove = useMemo(
    () =>
      edit
        ? (moves: Move[]) => edit(moves.map(({ node, position }) => ({ edit: "set_node_key", node, key: "position", value: position })))
        : null,
    [edit],
  );
  const moves = useMoves(drawing, onMove);
  const carried = placing === null ? undefined : drawing.byName.get(placing);
  const carry = useCarrying(carried, moves, onPlaced);
  const nodes = useMemo(
    () =>
      drawn.map((node) => ({
        ...node,
        position: moves.positions.get(node.id) ?? node.position,
        draggable: onMove !== null && changes?.get(node.data.drawn.node.name) !== "removed",
        selected: node.data.drawn.node.name === selected,
        className: lit ? (lit.has(node.id) ? "lit" : "faded") : (changes?.get(node.data.drawn.node.name) ?? ""),
      })),
    [drawn, lit, selected, changes, moves.positions, onMove],
  );
  const links = useMemo(() => flowLinks(drawing, lit, diff?.links ?? null), [drawing, lit, diff]);

  // Which nodes there are: while these stay, what was in view stays in view.
  const cast = useMemo(() => drawing.nodes.map(({ node }) => node.name).join("\n"), [drawing]);
  const fitted = useRef(cast);
  const mapMatters = drawing.nodes.length >= MINIMAP_FROM;
  const mapShown = minimap && mapMatters && roomForMap;
  const fitAll = useFit(drawing, mapShown);
  useEffect(() => {
    // The first drawing is fitted as soon as React Flow knows its own size.
    if (fitted.current === cast) return;
    fitted.current = cast;
    void fitAll(paced(300));
  }, [cast, fitAll]);
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
  const fit = () => void fitAll(paced(250));
  const keys: Record<string, () => void> = {
    "+": () => void flow.zoomIn({ duration: paced(150) }),
    "=": () => void flow.zoomIn({ duration: paced(150) }),
    "-": () => void flow.zoomOut({ duration: paced(150) }),
    "0": () => void flow.zoomTo(1, { duration: paced(150) }),
    "1": fit,
    f: () => setSearching(true),
  };
  return (
    <ReactFlow
      aria-label={t.canvas.label}
      className={clsx(placed ? carried && "carrying" : "placing", names.far && "far", selected !== null && "inspected")}
      style={names.style}
      onInit={() => void fitAll(0).then(() => setPlaced(true))}
      nodes={nodes}
      edges={links}
      nodeTypes={NODE_TYPES}
      edgeTypes={LINK_TYPES}
      ariaLabelConfig={{
        "node.a11yDescription.default": editor ? t.editing.moveHint : "",
        "node.a11yDescription.keyboardDisabled": "",
        "node.a11yDescription.ariaLiveMessage": () => "",
        "edge.a11yDescription.default": "",
      }}
      tabIndex={0}
      onKeyDown={(event) => {
        const action = event.altKey || (event.ctrlKey || event.metaKey ? event.key !== "f" : false) ? undefined : own(keys, event.key);
        const single = !event.ctrlKey && !event.metaKey;
        if (!action || isTyping(event.target) || (single && !getPreferences().singleKeys)) return;
        event.preventDefault();
        action();
      }}
      onNodesChange={(happened) => {
        if (!carried) takeSelection(happened);
        moves.take(happened);
      }}
      onNodeMouseEnter={(_, node) => tracePlace(spansOf(provenance, node.data.drawn.node.name))}
      onNodeMouseLeave={clearTrace}
      {...(carry ? { onPointerMove: carry.hover, onPaneClick: carry.put, onNodeClick: carry.put } : {})}
      attributionPosition="top-right"
      minZoom={0.1}
      maxZoom={2}
      panOnScroll
      zoomOnDoubleClick={false}
      nodesDraggable={editor !== null && !carried}
      nodeDragThreshold={4}
      selectNodesOnDrag={false}
      snapToGrid
      snapGrid={[GRID, GRID]}
      nodesConnectable={false}
      edgesFocusable={false}
      elevateNodesOnSelect={false}
      deleteKeyCode={null}
      multiSelectionKeyCode={null}
      selectionKeyCode={null}
    >
      <Background variant={BackgroundVariant.Dots} gap={16} size={1.5} />
      {mapShown ? (
        <MiniMap
          position="bottom-right"
          pannable
          zoomable
          ariaLabel={t.canvas.minimap}
          onClick={(_, { x, y }) => void flow.setCenter(x, y, { zoom: flow.getZoom(), duration: paced(250) })}
          style={{ width: 168, height: 104 }}
          nodeBorderRadius={16}
          nodeColor={(node) => (node.type === "note" ? "var(--note-1)" : "var(--node-line)")}
        />
      ) : null}
      {searching ? (
        <Panel position="top-left">
          <NodeSearch drawing={drawing} onPick={onSelect} onClose={() => setSearching(false)} />
        </Panel>
      ) : null}
      {carry ? <CarryingNote node={carry.name} onCancel={carry.cancel} /> : null}
      <CanvasControls minimapMatters={mapMatters && roomForMap} fit={fit} onSearch={() => setSearching(true)} onArrange={edit ? () => void edit([{ edit: "arrange" }]).then((done) => done && setTimeout(fit, 50)) : null} />
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
  void flow.setCenter(x, target.y + target.height / 2, { zoom, duration: paced(250), interpolate: "linear" });
}
