import { RadioGroup } from "radix-ui";

interface ChoicesProps<Value extends string> {
  label: string;
  value: Value;
  disabled?: boolean;
  onChange: (value: Value) => void;
  options: { value: Value; label: string }[];
}

/** One of a few, a line each, where the choices are sentences. */
export function Choices<Value extends string>({ label, value, disabled = false, onChange, options }: ChoicesProps<Value>) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      disabled={disabled}
      onValueChange={(next) => onChange(next as Value)}
      className="divide-y divide-line rounded-xl border border-line"
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          className="group flex min-h-10 w-full items-center gap-3 px-3.5 py-2 text-left text-sm text-soft -outline-offset-2 transition-colors first:rounded-t-xl last:rounded-b-xl hover:bg-hover data-[state=checked]:font-medium data-[state=checked]:text-text"
        >
          <span className="flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong group-data-[state=checked]:border-accent">
            <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
          </span>
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
