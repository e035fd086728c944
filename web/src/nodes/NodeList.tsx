import clsx from "clsx";
import { useEffect, useRef } from "react";

import type { NodeRow } from "@/api/reference";
import { PageLink } from "@/app/PageLink";
import { nodePath } from "@/app/route";
import { NodeIcon } from "@/canvas/icons/NodeIcon";
import { Button } from "@/design/Button";
import { own } from "@/graph/own";
import { useArea } from "@/i18n/area";
import { nodeWords } from "@/i18n/nodes";

import { matchingOperations } from "./matching";
import { NodeBadge } from "./NodeBadge";

interface NodeListProps {
  nodes: NodeRow[];
  selected: string | null;
  /** What was searched for: operations that it means are named. */
  words: string;
  /** null when all of them are there. */
  onMore: (() => void) | null;
}

export function NodeList({ nodes, selected, words, onMore }: NodeListProps) {
  const w = useArea(nodeWords);
  return (
    <>
      <ul className="space-y-0.5">
        {nodes.map((node) => (
          <Row key={node.type} node={node} selected={node.type === selected} words={words} />
        ))}
      </ul>
      {onMore ? <More label={w.more} onMore={onMore} /> : null}
    </>
  );
}

const NAMED = 3;

function Row({ node, selected, words }: { node: NodeRow; selected: boolean; words: string }) {
  const w = useArea(nodeWords);
  const found = matchingOperations(node.operations, words, NAMED);
  const about = found.length
    ? found.join(" · ")
    : [own(w.categories, node.category) ?? node.category, node.operations.length ? w.operations(node.operations.length) : ""].filter(Boolean).join(" · ");
  return (
    <li>
      <PageLink
        to={nodePath(node.type)}
        aria-current={selected ? "true" : undefined}
        className={clsx(
          "flex items-center gap-3 rounded-lg px-2.5 py-2 -outline-offset-2 transition-colors",
          selected ? "bg-hover" : "hover:bg-hover",
        )}
      >
        <span className="flex size-9 shrink-0 items-center justify-center rounded-lg border border-line bg-raised">
          <NodeIcon type={node.type} size={20} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2">
            <span className="truncate font-medium">{node.name}</span>
            <NodeBadge node={node} />
          </span>
          <span className="block truncate text-xs text-faint">{about || "\u00A0"}</span>
        </span>
      </PageLink>
    </li>
  );
}

/** Comes into sight when the list was read to its end, and then brings more; a click does the same. */
function More({ label, onMore }: { label: string; onMore: () => void }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!ref.current) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) onMore();
    });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [onMore]);
  return (
    <div ref={ref} className="flex justify-center py-4">
      <Button size="sm" onClick={onMore}>
        {label}
      </Button>
    </div>
  );
}
