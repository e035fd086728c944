import { X } from "lucide-react";
import { useSyncExternalStore } from "react";

import { IconButton } from "./IconButton";

export interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
}

let current: Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

function write(next: Toast[]): void {
  current = next;
  for (const listener of listeners) listener();
}

export function dismissToast(id: number): void {
  write(current.filter((toast) => toast.id !== id));
}

/** Says something in the corner for `seconds`; one with an action stays long enough to be used. */
export function showToast(text: string, options: { action?: Toast["action"]; seconds?: number } = {}): number {
  count += 1;
  const id = count;
  const toast: Toast = options.action ? { id, text, action: options.action } : { id, text };
  write([...current.slice(-2), toast]);
  setTimeout(() => dismissToast(id), (options.seconds ?? (options.action ? 7 : 3)) * 1000);
  return id;
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
        <div
          key={toast.id}
          className="pointer-events-auto flex max-w-full animate-rise items-center gap-3 rounded-xl bg-text py-1.5 pr-1.5 pl-4 text-sm text-surface shadow-3"
        >
          <span className="truncate">{toast.text}</span>
          {toast.action ? (
            <button
              type="button"
              className="h-7 shrink-0 rounded-md px-2 font-semibold underline-offset-4 hover:underline"
              onClick={() => {
                toast.action?.run();
                dismissToast(toast.id);
              }}
            >
              {toast.action.label}
            </button>
          ) : null}
          <IconButton
            label={closeLabel}
            size="sm"
            side="top"
            className="text-surface/80 hover:bg-surface/15 hover:text-surface"
            onClick={() => dismissToast(toast.id)}
          >
            <X className="size-3.5" aria-hidden />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
