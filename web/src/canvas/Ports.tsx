import { Handle, Position } from "@xyflow/react";
import clsx from "clsx";

import { own } from "@/graph/own";
import type { Port } from "@/graph/ports";
import { useMessages } from "@/i18n";

const POSITIONS = { left: Position.Left, right: Position.Right, top: Position.Top, bottom: Position.Bottom };

const LABEL_PLACES = {
  right: "left-full ml-2.5 -translate-y-1/2",
  left: "right-full mr-2 -translate-y-[140%]",
  bottom: "top-full mt-2 -translate-x-1/2",
  top: "hidden",
};

function placeOf(port: Port): { left?: string; top?: string; right?: string; bottom?: string } {
  const along = `${port.at * 100}%`;
  switch (port.side) {
    case "left":
      return { left: "0", top: along };
    case "right":
      return { left: "100%", top: along };
    case "top":
      return { left: along, top: "0" };
    default:
      return { left: along, top: "100%" };
  }
}

/** The ports of a node: what can be seen, and the points that React Flow ties links to. */
export function Ports({ ports, linked }: { ports: Port[]; linked: ReadonlySet<string> }) {
  const t = useMessages();
  return ports.map((port) => {
    const sideways = port.side === "left" || port.side === "right";
    const place = placeOf(port);
    return (
      <span key={port.id}>
        <Handle
          type={port.id.startsWith("in:") ? "target" : "source"}
          id={port.id}
          position={POSITIONS[port.side]}
          isConnectable={false}
          style={sideways ? { top: place.top } : { left: place.left }}
        />
        <span className={clsx("port", `port-${port.side}`, linked.has(port.id) ? "" : "port-free")} style={place} />
        {port.label ? (
          <span
            className={clsx(
              "node-detail absolute max-w-28 truncate rounded-sm bg-ground px-1 whitespace-nowrap text-soft",
              LABEL_PLACES[port.side],
            )}
            style={sideways ? { top: place.top } : { left: place.left }}
          >
            {own(t.canvas.ports, port.label) ?? port.label}
          </span>
        ) : null}
      </span>
    );
  });
}
