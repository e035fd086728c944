import clsx from "clsx";
import { Check } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ReactNode } from "react";

interface MenuProps {
  trigger: ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom";
  children: ReactNode;
}

/**
 * Not modal: a modal one would write a style element into the page, which the security policy forbids. And not
 * in a portal: inside a dialog it must be part of it, elsewhere part of a landmark.
 */
export function Menu({ trigger, align = "end", side = "bottom", children }: MenuProps) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Content
        align={align}
        side={side}
        sideOffset={6}
        collisionPadding={8}
        className="z-50 min-w-44 animate-appear rounded-xl border border-line bg-raised p-1 text-left shadow-3"
      >
        {children}
      </Primitive.Content>
    </Primitive.Root>
  );
}

const ITEM =
  "flex h-8 w-full cursor-pointer items-center gap-2.5 rounded-lg px-2 text-sm outline-none select-none data-[disabled]:opacity-40 data-[highlighted]:bg-hover";

interface MenuItemProps {
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, danger = false, disabled = false, onSelect, children }: MenuItemProps) {
  return (
    <Primitive.Item
      disabled={disabled}
      onSelect={onSelect}
      className={clsx(ITEM, danger ? "text-danger data-[highlighted]:bg-danger-soft" : "text-text")}
    >
      <span className={clsx("[&>svg]:size-4", danger ? "" : "text-faint")}>{icon}</span>
      {children}
    </Primitive.Item>
  );
}

interface MenuChoiceProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: { value: Value; label: string; icon?: ReactNode }[];
}

export function MenuChoice<Value extends string>({ label, value, onChange, options }: MenuChoiceProps<Value>) {
  return (
    <Primitive.RadioGroup value={value} onValueChange={(next) => onChange(next as Value)} aria-label={label}>
      <Primitive.Label className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">{label}</Primitive.Label>
      {options.map((option) => (
        <Primitive.RadioItem
          key={option.value}
          value={option.value}
          onSelect={(event) => event.preventDefault()}
          className={clsx(ITEM, "text-text")}
        >
          <span className="text-faint [&>svg]:size-4">{option.icon}</span>
          <span className="flex-1">{option.label}</span>
          <Primitive.ItemIndicator>
            <Check className="size-4 text-accent" aria-hidden />
          </Primitive.ItemIndicator>
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}

export function MenuSeparator() {
  return <Primitive.Separator className="mx-1 my-1 h-px bg-line" />;
}
