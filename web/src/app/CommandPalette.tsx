import clsx from "clsx";
import { Search } from "lucide-react";
import { useId, useState } from "react";

import { Dialog } from "@/design/Dialog";
import { Kbd } from "@/design/Kbd";
import { useMessages } from "@/i18n";

import type { Command } from "./commands";
import { findCommands, GROUPS } from "./commands";

interface CommandPaletteProps {
  open: boolean;
  onClose: () => void;
  commands: Command[];
}

/** Ctrl-K: everything that can be done or opened, found by typing. */
export function CommandPalette({ open, onClose, commands }: CommandPaletteProps) {
  const t = useMessages();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t.palette.label}
      closeLabel={t.common.close}
      bare
      className="mt-[12dvh] w-[min(94vw,38rem)]"
    >
      <PaletteBody commands={commands} onClose={onClose} />
    </Dialog>
  );
}

function PaletteBody({ commands, onClose }: Omit<CommandPaletteProps, "open">) {
  const t = useMessages();
  const listId = useId();
  const [query, setQuery] = useState("");
  const [marked, setMarked] = useState(0);
  const found = findCommands(commands, query);
  const current = Math.min(marked, found.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  return (
    <div className="flex max-h-[70dvh] flex-col">
      <div className="relative border-b border-line">
        <Search className="pointer-events-none absolute top-3.5 left-4 size-5 text-faint" aria-hidden />
        <input
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={found.length ? optionId(current) : undefined}
          aria-label={t.palette.placeholder}
          placeholder={t.palette.placeholder}
          // The dialog was opened to type into it.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setMarked(0);
          }}
          onKeyDown={(event) => {
            const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
            if (step !== 0 && found.length) {
              event.preventDefault();
              const next = (current + step + found.length) % found.length;
              setMarked(next);
              document.querySelector(`[id="${optionId(next)}"]`)?.scrollIntoView({ block: "nearest" });
            }
            if (event.key === "Enter") run(found[current]);
          }}
          className="h-12 w-full bg-transparent pr-4 pl-12 text-lg outline-none placeholder:text-faint"
        />
      </div>
      <div id={listId} role="listbox" aria-label={t.palette.label} className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {GROUPS.filter((group) => found.some((command) => command.group === group)).map((group) => (
          <div key={group} role="group" aria-label={t.palette[group]}>
            <div className="px-2.5 pt-2.5 pb-1 text-xs font-medium text-faint" aria-hidden>
              {t.palette[group]}
            </div>
            {found.map((command, index) =>
              command.group === group ? (
                <Option
                  key={command.id}
                  id={optionId(index)}
                  command={command}
                  marked={index === current}
                  onMark={() => setMarked(index)}
                  onRun={() => run(command)}
                />
              ) : null,
            )}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className="px-4 pb-5 text-sm text-faint">{t.palette.nothing}</p> : null}
    </div>
  );
}

interface OptionProps {
  id: string;
  command: Command;
  marked: boolean;
  onMark: () => void;
  onRun: () => void;
}

function Option({ id, command, marked, onMark, onRun }: OptionProps) {
  return (
    // The keyboard works through the box above.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={marked}
      onPointerMove={onMark}
      onClick={onRun}
      className={clsx("flex h-10 cursor-pointer items-center gap-3 rounded-lg px-2.5", marked ? "bg-hover" : "")}
    >
      <span className="flex size-5 shrink-0 items-center justify-center text-faint [&>svg]:size-4">{command.icon}</span>
      <span className="min-w-0 flex-1 truncate">{command.label}</span>
      {command.shortcut ? <Kbd keys={command.shortcut} /> : null}
    </div>
  );
}
