import clsx from "clsx";
import type { ComponentProps } from "react";

const LOOKS = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover shadow-1",
  outline: "border border-line bg-surface text-text hover:bg-hover hover:border-line-strong",
  quiet: "text-soft hover:bg-hover hover:text-text",
  danger: "bg-danger-soft text-danger hover:brightness-95",
} as const;

const SIZES = {
  md: "h-9 px-3.5 gap-2 rounded-lg text-base",
  sm: "h-7 px-2.5 gap-1.5 rounded-md text-sm",
} as const;

export interface ButtonProps extends ComponentProps<"button"> {
  look?: keyof typeof LOOKS;
  size?: keyof typeof SIZES;
}

export function Button({ look = "outline", size = "md", className, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      // oxlint-disable-next-line react/button-has-type
      type={type}
      className={clsx(
        "inline-flex shrink-0 items-center justify-center font-medium whitespace-nowrap transition-colors select-none",
        "disabled:pointer-events-none disabled:opacity-50",
        LOOKS[look],
        SIZES[size],
        className,
      )}
      {...rest}
    />
  );
}
