import { Search } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";

import type { Drawing, DrawnNode } from "@/graph/drawing";
import { typeName } from "@/graph/names";
import { useMessages } from "@/i18n";

import { NodeIcon } from "./icons/NodeIcon";

interface NodeSearchProps {
  drawing: Drawing;
  onPick: (node: string) => void;
  onClose: () => void;
}

const MOST = 8;

const textOf = ({ node }: DrawnNode) => `${node.name} ${typeName(node.type)}`.toLowerCase();

/** Nodes whose name or type has all the words in it; those that begin with them first. */
export function foundNodes(nodes: readonly DrawnNode[], query: string): DrawnNode[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return nodes
    .filter((drawn) => drawn.shape !== "note" && words.every((word) => textOf(drawn).includes(word)))
    .toSorted((a, b) => Number(textOf(b).startsWith(words[0] ?? "")) - Number(textOf(a).startsWith(words[0] ?? "")))
    .slice(0, MOST);
}

/** Finds a node by its name, and brings it into view. */
export function NodeSearch({ drawing, onPick, onClose }: NodeSearchProps) {
  const t = useMessages();
  const listId = useId();
  const [query, setQuery] = useState("");
  const [marked, setMarked] = useState(0);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const found = foundNodes(drawing.nodes, query);
  const current = Math.min(marked, found.length - 1);
  const pick = (drawn: DrawnNode | undefined) => {
    if (!drawn) return;
    onPick(drawn.node.name);
    onClose();
  };
  return (
    <div
      className="w-72 max-w-[80vw] animate-appear overflow-hidden rounded-xl border border-line bg-raised shadow-3"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onClose();
      }}
    >
      <div className="relative">
        <Search className="pointer-events-none absolute top-2.5 left-3 size-4 text-faint" aria-hidden />
        <input
          ref={box}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={found.length ? `${listId}-${current}` : undefined}
          aria-label={t.editing.findNode}
          placeholder={t.editing.findNode}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setMarked(0);
          }}
          onKeyDown={(event) => {
            const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
            if (step && found.length) {
              event.preventDefault();
              setMarked((current + step + found.length) % found.length);
            }
            if (event.key === "Enter") pick(found[current]);
            if (event.key === "Escape") onClose();
            event.stopPropagation();
          }}
          className="h-9 w-full bg-transparent pr-3 pl-9 text-sm outline-none placeholder:text-faint"
        />
      </div>
      <div id={listId} role="listbox" aria-label={t.editing.findNode} className="max-h-72 overflow-y-auto border-t border-line p-1">
        {found.map((drawn, index) => (
          // The keyboard works through the box above.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={drawn.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === current}
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => setMarked(index)}
            onClick={() => pick(drawn)}
            className={`flex h-9 cursor-pointer items-center gap-2.5 rounded-lg px-2 text-sm ${index === current ? "bg-hover" : ""}`}
          >
            <NodeIcon type={drawn.node.type} size={18} />
            <span className="min-w-0 flex-1 truncate">{drawn.node.name}</span>
          </div>
        ))}
        {found.length === 0 ? <p className="px-2 py-1.5 text-sm text-faint">{t.editing.noNodeFound}</p> : null}
      </div>
    </div>
  );
}
