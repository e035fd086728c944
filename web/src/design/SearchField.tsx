import clsx from "clsx";
import { Search } from "lucide-react";

interface SearchFieldProps {
  /** What is searched: the accessible name and what stands in the empty field. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
}

/** One line to search with; Escape empties it. */
export function SearchField({ label, value, onChange, className }: SearchFieldProps) {
  return (
    <div className={clsx("relative", className)}>
      <Search className="pointer-events-none absolute top-2.5 left-3 size-4 text-faint" aria-hidden />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || value === "") return;
          event.stopPropagation();
          onChange("");
        }}
        className="h-9 w-full rounded-lg border border-line-strong bg-surface pr-3 pl-9 text-sm -outline-offset-1 placeholder:text-faint focus:border-accent"
      />
    </div>
  );
}
