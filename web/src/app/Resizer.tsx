import { useRef } from "react";

interface ResizerProps {
  label: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

/** Pixels that a click may move. */
const SHAKE = 3;

/** A bar between two columns: dragged with the pointer, moved with the arrow keys; a click goes on to the next of three widths. */
export function Resizer({ label, value, min, max, onChange }: ResizerProps) {
  const start = useRef<{ x: number; value: number; moved: boolean } | null>(null);
  const widths = [min, Math.round((min + max) / 2), max];
  const set = (next: number) => onChange(Math.round(Math.max(min, Math.min(max, next))));
  return (
    // A window splitter is a focusable separator.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, value, moved: false };
      }}
      onPointerMove={(event) => {
        if (!start.current) return;
        start.current.moved ||= Math.abs(event.clientX - start.current.x) > SHAKE;
        if (start.current.moved) set(start.current.value + event.clientX - start.current.x);
      }}
      onPointerUp={() => {
        if (start.current && !start.current.moved) set(widths.find((width) => width > value) ?? min);
        start.current = null;
      }}
      onKeyDown={(event) => {
        if (event.key === "ArrowLeft") set(value - 16);
        if (event.key === "ArrowRight") set(value + 16);
        if (event.key === "Home") set(min);
        if (event.key === "End") set(max);
      }}
      className="group relative z-10 -mx-1 w-2 shrink-0 cursor-col-resize touch-none outline-none"
    >
      <span className="absolute inset-y-0 left-1/2 w-px -translate-x-1/2 bg-line transition-all group-hover:w-0.5 group-hover:bg-accent group-focus-visible:w-1 group-focus-visible:bg-accent" />
    </div>
  );
}
