import clsx from "clsx";
import type { ComponentProps } from "react";
import { useId } from "react";

interface FieldProps extends Omit<ComponentProps<"input">, "id"> {
  label: string;
  hint?: string;
}

/** A labelled text field. */
export function Field({ label, hint, className, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className={clsx("space-y-1", className)}>
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="h-9 w-full rounded-lg border border-line-strong bg-surface px-3 text-base -outline-offset-1 focus:border-accent disabled:opacity-60"
        {...rest}
      />
      {hint ? (
        <p id={`${id}-hint`} className="text-xs text-faint">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
