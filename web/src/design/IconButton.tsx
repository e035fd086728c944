import clsx from "clsx";
import type { ComponentProps } from "react";

import { Tooltip } from "./Tooltip";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label"> {
  /** What it does: the accessible name and the tooltip. */
  label: string;
  shortcut?: string | undefined;
  size?: "md" | "sm";
  look?: "quiet" | "primary";
  side?: "top" | "bottom" | "left" | "right";
}

export function IconButton(props: IconButtonProps) {
  const { label, shortcut, size = "md", look = "quiet", side = "bottom", className, ...rest } = props;
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <button
        type="button"
        aria-label={label}
        className={clsx(
          "inline-flex shrink-0 items-center justify-center transition-colors disabled:pointer-events-none disabled:opacity-40",
          size === "md" ? "size-8 rounded-lg" : "size-7 rounded-md",
          look === "primary"
            ? "bg-accent text-on-accent hover:bg-accent-hover"
            : "text-soft hover:bg-hover hover:text-text aria-pressed:bg-accent-soft aria-pressed:text-accent",
          className,
        )}
        {...rest}
      />
    </Tooltip>
  );
}
