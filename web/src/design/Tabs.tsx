import clsx from "clsx";
import { Tabs as Primitive } from "radix-ui";
import type { FocusEvent, KeyboardEvent, PointerEvent, ReactNode } from "react";

export interface TabDefinition<Name extends string> {
  name: Name;
  label: string;
  icon: ReactNode;
  /** A small count beside the label; 0 shows nothing. */
  count?: number;
  tone?: "neutral" | "danger" | "warning";
}

interface TabsProps<Name extends string> {
  label: string;
  value: Name;
  onChange: (name: Name) => void;
  tabs: TabDefinition<Name>[];
  actions?: ReactNode;
  /** A row above the tabs, which then have the whole width for themselves. */
  header?: ReactNode;
  /** Below the tabs. */
  note?: ReactNode;
  children: ReactNode;
}

/** A press gives a tab the focus by script, which the browser then shows as if it came by a key. */
const ringForKeysOnly = {
  onPointerDown: ({ currentTarget }: PointerEvent<HTMLElement>) => currentTarget.toggleAttribute("data-pointed", true),
  onKeyDown: ({ currentTarget }: KeyboardEvent<HTMLElement>) => currentTarget.toggleAttribute("data-pointed", false),
  onBlur: ({ currentTarget }: FocusEvent<HTMLElement>) => currentTarget.toggleAttribute("data-pointed", false),
};

const TONES = { neutral: "bg-hover text-soft", danger: "bg-danger-soft text-danger", warning: "bg-warning-soft text-warning" };

export function Tabs<Name extends string>({ label, value, onChange, tabs, actions, header, note, children }: TabsProps<Name>) {
  return (
    <Primitive.Root value={value} onValueChange={(next) => onChange(next as Name)} className="flex min-h-0 flex-1 flex-col">
      {header}
      <div className="flex h-12 shrink-0 items-center gap-2 border-b border-line bg-surface px-2">
        <div className="@container min-w-0 flex-1">
          <Primitive.List aria-label={label} className="flex gap-0.5 overflow-x-auto [scrollbar-width:none]">
            {tabs.map((tab) => (
              <Primitive.Trigger
                key={tab.name}
                value={tab.name}
                {...ringForKeysOnly}
                className="data-pointed:outline-none flex h-8 shrink-0 items-center gap-1.5 rounded-lg px-2.5 text-sm max-[26rem]:px-2 @max-[36rem]:[&>svg]:hidden font-medium text-soft transition-colors -outline-offset-2 hover:bg-hover hover:text-text data-[state=active]:bg-accent-soft data-[state=active]:text-accent [&>svg]:size-4"
              >
                {tab.icon}
                {tab.label}
                {tab.count ? (
                  <span className={clsx("tabular rounded-full px-1.5 text-2xs font-semibold", TONES[tab.tone ?? "neutral"])}>
                    {tab.count}
                  </span>
                ) : null}
              </Primitive.Trigger>
            ))}
          </Primitive.List>
        </div>
        {actions}
      </div>
      {note}
      {children}
    </Primitive.Root>
  );
}

export function TabPanel({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <Primitive.Content value={name} tabIndex={-1} className={clsx("min-h-0 flex-1 outline-none", className)}>
      {children}
    </Primitive.Content>
  );
}
