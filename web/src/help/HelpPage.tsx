import { ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";

import { Page } from "@/app/Page";
import { useAsk } from "@/app/useAsk";
import { Button } from "@/design/Button";
import { useMessages } from "@/i18n";
import { useArea } from "@/i18n/area";
import { helpWords } from "@/i18n/help";
import { InlineCode } from "@/markdown/InlineCode";
import { ShortcutList } from "@/settings/ShortcutsSection";
import { useTourSeen } from "@/tour/seen";

const SECTIONS = ["ask", "say", "change", "questions", "bring", "parts", "credits", "data", "shortcuts", "more"] as const;
type SectionName = (typeof SECTIONS)[number];

/** How all of it is used: what can be asked for, how it is said, how it gets into n8n, what it costs. */
export default function HelpPage() {
  const t = useMessages();
  const w = useArea(helpWords);
  const ask = useAsk();
  const { showAgain } = useTourSeen();
  const contents: Record<SectionName, ReactNode> = {
    ask: <Examples examples={w.ask.examples} hint={w.tryIt} onAsk={ask} />,
    say: <Points points={w.say.points} />,
    change: <Sayings sayings={w.change.examples} />,
    questions: <Sayings sayings={w.questions.examples} />,
    bring: <Points points={w.bring.points} />,
    parts: <Points points={w.parts.points} />,
    credits: <Points points={w.credits.points} />,
    data: <Points points={w.data.points} />,
    shortcuts: <ShortcutList />,
    more: null,
  };
  return (
    <Page
      title={t.pages.help}
      className="max-w-5xl"
      actions={
        <Button size="sm" look="quiet" onClick={showAgain}>
          {w.tour}
        </Button>
      }
    >
      <p className="max-w-2xl text-lg text-soft text-pretty">{w.lead}</p>
      <div className="mt-6 gap-12 lg:flex">
        <nav aria-label={w.contents} className="mb-8 shrink-0 lg:w-56">
          <ul className="lg:sticky lg:top-6 max-lg:columns-2 max-lg:gap-4">
            {SECTIONS.map((name) => (
              <li key={name}>
                <a href={`#help-${name}`} className="block rounded-md py-1 text-sm text-soft hover:text-accent">
                  {w[name].title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="min-w-0 max-w-2xl flex-1 space-y-10">
          {SECTIONS.map((name) => {
            const section = w[name];
            return (
              <section key={name} aria-labelledby={`help-${name}`} className="space-y-3">
                <h2 id={`help-${name}`} tabIndex={-1} className="scroll-mt-6 text-lg font-semibold tracking-tight outline-none">
                  {section.title}
                </h2>
                {"text" in section ? (
                  <p className="text-soft text-pretty">
                    <InlineCode text={section.text} />
                  </p>
                ) : null}
                {contents[name]}
              </section>
            );
          })}
        </div>
      </div>
    </Page>
  );
}

function Points({ points }: { points: string[] }) {
  return (
    <ul className="list-disc space-y-1.5 pl-5 text-soft marker:text-faint">
      {points.map((point) => (
        <li key={point} className="pl-1 text-pretty">
          <InlineCode text={point} />
        </li>
      ))}
    </ul>
  );
}

/** What can be said where a workflow is open already. */
function Sayings({ sayings }: { sayings: string[] }) {
  return (
    <ul className="flex flex-wrap gap-2">
      {sayings.map((saying) => (
        <li key={saying} className="rounded-lg bg-sunken px-3 py-1.5 text-sm">
          {saying}
        </li>
      ))}
    </ul>
  );
}

/** Requests to try: a click puts one into the box, to be changed and sent. */
function Examples({ examples, hint, onAsk }: { examples: string[]; hint: string; onAsk: (words: string) => void }) {
  return (
    <ul className="divide-y divide-line rounded-xl border border-line">
      {examples.map((example) => (
        <li key={example}>
          <button
            type="button"
            title={hint}
            onClick={() => onAsk(example)}
            className="group flex w-full items-start gap-3 px-3.5 py-2.5 text-left text-sm -outline-offset-2 transition-colors hover:bg-hover"
          >
            <span className="flex-1">{example}</span>
            <ArrowUpRight className="mt-0.5 size-4 shrink-0 text-faint group-hover:text-accent" aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
