import clsx from "clsx";

const APPLE = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
const NAMES: Record<string, string> = APPLE ? { Mod: "⌘", Shift: "⇧", Enter: "↵" } : { Mod: "Ctrl", Enter: "↵" };

/** `Mod+K` becomes ⌘ K on Apple's machines, Ctrl K elsewhere. */
export function Kbd({ keys, inverted = false }: { keys: string; inverted?: boolean }) {
  return (
    <kbd className="flex gap-0.5 font-sans">
      {keys.split("+").map((key) => (
        <span
          key={key}
          className={clsx(
            "rounded px-1 text-2xs leading-4 font-medium",
            inverted ? "bg-surface/20 text-surface" : "border border-line bg-sunken text-faint",
          )}
        >
          {NAMES[key] ?? key}
        </span>
      ))}
    </kbd>
  );
}
