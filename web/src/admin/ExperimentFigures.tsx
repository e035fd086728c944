import type { Arm, ArmFigures, Experiment, Figure } from "@/api/experiments";
import { useFigures } from "@/api/experiments";
import { useLanguage } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";
import { modelWords } from "@/i18n/models";
import type { ModelWords } from "@/i18n/models/en";

const PROVIDERS = { anthropic: "Anthropic", openai: "OpenAI" } as const;

/** What an arm has in place of what counts for all others. */
function changesOf({ prompts = {}, routes = {}, provider }: Arm, words: ModelWords): string[] {
  return [
    ...(provider ? [words.askedFirst(PROVIDERS[provider])] : []),
    ...Object.entries(prompts).map(([name, version]) => `${name} ${version}`),
    ...Object.entries(routes).map(([task, models]) => `${task}: ${models.join(", ")}`),
  ];
}

/** Arm by arm, each figure with its interval: where two intervals overlap, nothing is decided yet. */
export function ExperimentFigures({ experiment }: { experiment: Experiment }) {
  const w = useArea(adminWords);
  const { data } = useFigures(experiment.id);
  return (
    // The keyboard scrolls it where the table is wider than the page.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-label={w.experiments.figuresOf(experiment.name)} tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-140 text-sm">
        <thead className="text-left text-xs text-faint">
          <tr className="border-b border-line">
            <th className="py-2 pr-3 font-medium">{w.experiments.arm}</th>
            {(["answers", "passed", "repairs", "time", "cost", "liked"] as const).map((column) => (
              <th key={column} className="px-3 py-2 text-right font-medium">
                {w.experiments.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {experiment.arms.map((arm) => (
            <ArmRow key={arm.name} arm={arm} figures={data?.find((each) => each.arm === arm.name)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ArmRow({ arm, figures }: { arm: Arm; figures: ArmFigures | undefined }) {
  const w = useArea(adminWords);
  const language = useLanguage();
  const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options);
  const percent = format({ style: "percent", maximumFractionDigits: 0 });
  const seconds = format({ style: "unit", unit: "second", maximumFractionDigits: 1 });
  const dollars = format({ style: "currency", currency: "USD", maximumFractionDigits: 4 });
  const changes = changesOf(arm, useArea(modelWords));
  return (
    <tr className="border-b border-line align-top last:border-0">
      <td className="py-2 pr-3">
        <p className="font-medium break-words">{arm.name}</p>
        <p className="text-xs break-words text-soft">{changes.length ? changes.join(" · ") : w.experiments.asNow}</p>
      </td>
      <td className="tabular px-3 py-2 text-right">{format({}).format(figures?.answers ?? 0)}</td>
      <FigureCell figure={figures?.gate_passed} show={(value) => percent.format(value)} />
      <FigureCell figure={figures?.repair_rounds} show={(value) => format({ maximumFractionDigits: 2 }).format(value)} />
      <FigureCell figure={figures?.milliseconds} show={(value) => seconds.format(value / 1000)} />
      <FigureCell figure={figures?.dollars} show={(value) => dollars.format(value)} />
      <FigureCell figure={figures?.liked} show={(value) => percent.format(value)} />
    </tr>
  );
}

function FigureCell({ figure, show }: { figure: Figure | null | undefined; show: (value: number) => string }) {
  return (
    <td className="tabular px-3 py-2 text-right whitespace-nowrap">
      {figure ? (
        <>
          {show(figure.value)}
          <span className="block text-2xs text-faint">
            {show(figure.low)} – {show(figure.high)}
          </span>
        </>
      ) : (
        <span className="text-faint">–</span>
      )}
    </td>
  );
}
