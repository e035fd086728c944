import { X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";

import { IconButton } from "./IconButton";

export interface ToastOptions {
  seconds?: number;
  action?: { label: string; run: () => void };
  /** Called when it is gone and its action was not used. */
  onGone?: () => void;
}

interface Toast extends ToastOptions {
  id: number;
  text: string;
  seconds: number;
}

let current: Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

function write(next: Toast[]): void {
  current = next;
  for (const listener of listeners) listener();
}

function take(id: number): Toast | undefined {
  const taken = current.find((toast) => toast.id === id);
  write(current.filter((toast) => toast !== taken));
  return taken;
}

function dismiss(id: number): void {
  take(id)?.onGone?.();
}

function act(id: number): void {
  take(id)?.action?.run();
}

const MOST = 3;
const SHORTEST = 3;
const WITH_ACTION = 7;
/** How many characters one reads in a second, slowly. */
const READ_IN_A_SECOND = 14;

/** Says something for `seconds`: as long as it takes to read it, and to use its action. */
export function showToast(text: string, options: ToastOptions = {}): void {
  count += 1;
  const seconds = options.seconds ?? Math.max(options.action ? WITH_ACTION : SHORTEST, text.length / READ_IN_A_SECOND);
  write([...current, { ...options, id: count, text, seconds }]);
  for (const { id } of current.slice(0, -MOST)) dismiss(id);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts({ closeLabel }: { closeLabel: string }) {
  const toasts = useSyncExternalStore(subscribe, () => current);
  return (
    <div role="status" aria-live="polite" className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex flex-col items-center gap-2 px-4">
      {toasts.map((toast) => (
        <ToastView key={toast.id} toast={toast} closeLabel={closeLabel} />
      ))}
    </div>
  );
}

/** It stays while it is pointed at or has the focus: nobody has to be quick. */
function ToastView({ toast, closeLabel }: { toast: Toast; closeLabel: string }) {
  const { id, text, seconds, action } = toast;
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismiss(id), seconds * 1000);
    return () => clearTimeout(timer);
  }, [held, id, seconds]);
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-md animate-rise items-center gap-3 rounded-xl bg-text py-1.5 pr-1.5 pl-4 text-sm text-surface shadow-3"
    >
      <span className="min-w-0 py-0.5 break-words">{text}</span>
      {action ? (
        <button
          type="button"
          className="h-7 shrink-0 rounded-md px-2 font-semibold underline-offset-4 hover:underline"
          onClick={() => act(id)}
        >
          {action.label}
        </button>
      ) : null}
      <IconButton
        label={closeLabel}
        size="sm"
        side="top"
        className="text-surface/80 hover:bg-surface/15 hover:text-surface"
        onClick={() => dismiss(id)}
      >
        <X className="size-3.5" aria-hidden />
      </IconButton>
    </div>
  );
}
