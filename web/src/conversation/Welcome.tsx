import { ArrowUpRight, LayoutTemplate } from "lucide-react";
import type { ReactNode } from "react";

import { Logo } from "@/design/Logo";
import { useMessages } from "@/i18n";

interface WelcomeProps {
  composer: ReactNode;
  onPick: (text: string) => void;
  onTemplates: () => void;
}

/** The first thing that anybody sees: one question, the box, four ways to begin, and the templates. */
export function Welcome({ composer, onPick, onTemplates }: WelcomeProps) {
  const t = useMessages();
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex min-h-full w-full max-w-2xl flex-col justify-center px-4 py-10">
        <Logo className="mb-5 size-11" />
        <h1 className="text-[1.75rem] leading-9 font-semibold tracking-tight text-balance max-sm:text-2xl">{t.welcome.title}</h1>
        <p className="mt-2 mb-6 max-w-lg text-lg text-soft text-pretty">{t.welcome.lead}</p>
        {composer}
        <h2 className="mt-8 mb-2 text-sm font-medium text-faint">{t.welcome.suggestions}</h2>
        <ul data-tour="suggestions" className="grid gap-2 sm:grid-cols-2">
          {t.welcome.examples.map((example) => (
            <li key={example}>
              <button
                type="button"
                onClick={() => onPick(example)}
                className="group flex h-full w-full items-start gap-2 rounded-xl border border-line bg-surface px-3.5 py-3 text-left text-sm text-soft transition-colors hover:border-accent-line hover:bg-accent-soft hover:text-text"
              >
                <span className="flex-1">{example}</span>
                <ArrowUpRight className="mt-0.5 size-4 shrink-0 text-faint transition-colors group-hover:text-accent" aria-hidden />
              </button>
            </li>
          ))}
        </ul>
        <button
          type="button"
          onClick={onTemplates}
          className="mt-4 flex items-center gap-2 -ml-1 self-start rounded-lg px-1 py-1.5 text-sm font-medium text-accent underline-offset-4 hover:underline"
        >
          <LayoutTemplate className="size-4" aria-hidden />
          {t.templates.browse}
        </button>
      </div>
    </div>
  );
}
