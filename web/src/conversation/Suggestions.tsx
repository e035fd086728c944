import { CornerDownRight } from "lucide-react";

import { useMessages } from "@/i18n";

interface SuggestionsProps {
  suggestions: readonly string[];
  /** null while nothing can be sent. */
  onChoose: ((text: string) => void) | null;
}

/** What one could say next, each a click away. */
export function Suggestions({ suggestions, onChoose }: SuggestionsProps) {
  const t = useMessages();
  return (
    <ul aria-label={t.talk.next} className="flex flex-wrap gap-1.5">
      {suggestions.map((suggestion) => (
        <li key={suggestion} className="max-w-full">
          <button
            type="button"
            disabled={!onChoose}
            onClick={() => onChoose?.(suggestion)}
            className="flex items-start gap-1.5 rounded-xl border border-line bg-surface px-3 py-1.5 text-left text-sm text-soft transition-colors hover:border-accent-line hover:bg-accent-soft hover:text-text disabled:opacity-50"
          >
            <CornerDownRight className="mt-1 size-3.5 shrink-0 text-faint" aria-hidden />
            <span className="min-w-0 break-words">{suggestion}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
