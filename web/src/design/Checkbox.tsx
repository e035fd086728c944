import { Check } from "lucide-react";
import { Checkbox as Primitive } from "radix-ui";

interface CheckboxProps {
  id?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A box to tick; large enough to hit, whatever it looks like. */
export function Checkbox({ id, checked, onChange }: CheckboxProps) {
  return (
    <Primitive.Root
      {...(id ? { id } : {})}
      checked={checked}
      onCheckedChange={(next) => onChange(next === true)}
      className="group -mx-0.5 flex size-6 shrink-0 items-center justify-center rounded-md"
    >
      <span className="flex size-4.5 items-center justify-center rounded-[5px] border border-line-strong bg-surface group-data-[state=checked]:border-accent group-data-[state=checked]:bg-accent">
        <Primitive.Indicator>
          <Check className="size-3.5 text-on-accent" strokeWidth={3} aria-hidden />
        </Primitive.Indicator>
      </span>
    </Primitive.Root>
  );
}
