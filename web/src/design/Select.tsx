import clsx from "clsx";

interface SelectProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: { value: Value; label: string }[];
  id?: string;
  disabled?: boolean;
  className?: string;
}

/** The browser's own list: it works with every keyboard and on every phone. */
export function Select<Value extends string>({ label, value, onChange, options, id, disabled, className }: SelectProps<Value>) {
  return (
    <select
      id={id}
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value as Value)}
      className={clsx(
        "h-9 max-w-full min-w-0 rounded-lg border border-line-strong bg-surface px-2.5 text-sm -outline-offset-1 focus:border-accent disabled:opacity-60",
        className,
      )}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
