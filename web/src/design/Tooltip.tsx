import { Tooltip as Primitive } from "radix-ui";
import type { FocusEvent, ReactNode } from "react";
import { useContext } from "react";

import { Kbd } from "./Kbd";
import { LayerContext } from "./layer";

export const TooltipProvider = Primitive.Provider;

interface TooltipProps {
  text: string;
  shortcut?: string | undefined;
  side?: "top" | "bottom" | "left" | "right";
  children: ReactNode;
}

export function Tooltip({ text, shortcut, side = "bottom", children }: TooltipProps) {
  const layer = useContext(LayerContext);
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild onFocus={onlyByKeyboard}>
        {children}
      </Primitive.Trigger>
      <Primitive.Portal container={layer}>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 animate-appear items-center gap-2 rounded-md bg-text px-2 py-1 text-xs text-surface shadow-2"
        >
          {text}
          {shortcut ? <Kbd keys={shortcut} inverted /> : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** A dialog that opens gives the focus to its first button: no reason to explain that one. */
function onlyByKeyboard(event: FocusEvent<HTMLElement>): void {
  if (!event.currentTarget.matches(":focus-visible")) event.preventDefault();
}
