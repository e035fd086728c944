import type { Effect, Timing } from "@/api/contract";
import { useMessages } from "@/i18n";

interface DutiesViewProps {
  effects: Effect[];
  timing: Timing | undefined;
  onOpenNode: (node: string) => void;
}

/** What to know before a workflow runs: when it will, and what it reads and changes. */
export function DutiesView({ effects, timing, onOpenNode }: DutiesViewProps) {
  const t = useMessages();
  return (
    <>
      {timing && (
        <section aria-labelledby="setup-when">
          <h2 id="setup-when" className="font-semibold">
            {t.setup.when}
          </h2>
          <TimingText timing={timing} />
        </section>
      )}
      {effects.length > 0 && (
        <section aria-labelledby="setup-effects">
          <h2 id="setup-effects" className="font-semibold">
            {t.setup.effects}
          </h2>
          <p className="mb-2 text-sm text-faint">{t.setup.effectsText}</p>
          <ul className="overflow-hidden rounded-xl border border-line bg-surface">
            {effects.map((effect) => (
              <li key={effect.node} className="flex flex-wrap items-baseline gap-x-2 border-t border-line px-3.5 py-2.5 first:border-t-0">
                <span className="font-medium">{effect.service}</span>
                <span className="text-sm text-soft">{t.setup.kinds[effect.kind]}</span>
                <button
                  type="button"
                  onClick={() => onOpenNode(effect.node)}
                  className="min-w-0 break-words text-left text-sm text-soft underline-offset-4 hover:text-accent hover:underline"
                >
                  {t.setup.on(effect.node)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function TimingText({ timing }: { timing: Timing }) {
  const t = useMessages();
  if (timing.runs_a_month === null) return <p className="text-sm text-faint">{t.setup.byEvents}</p>;
  const count = new Intl.NumberFormat().format(timing.runs_a_month);
  return (
    <>
      <p className="mb-2 text-sm text-faint">
        {t.setup.aMonth(count)}
        {timing.timezone && `, ${t.setup.inZone(timing.timezone)}`}
      </p>
      <ol className="tabular space-y-0.5 text-sm" aria-label={t.setup.nextRuns}>
        {timing.next_runs.map((run) => (
          <li key={run}>
            <time dateTime={run}>{runText(run)}</time>
          </li>
        ))}
      </ol>
    </>
  );
}

/** By the clock of the schedule's own zone, whatever the zone of the browser: the offset stands in the text. */
function runText(run: string): string {
  const wall = new Date(`${run.slice(0, 19)}Z`);
  return new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short", timeZone: "UTC" }).format(wall);
}
