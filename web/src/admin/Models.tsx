import { Cpu } from "lucide-react";
import type { ReactNode } from "react";
import { useState } from "react";

import type { ModelTotals } from "@/api/models";
import { useModelUse } from "@/api/models";
import { LoadFailure } from "@/app/LoadFailure";
import { ListSkeleton } from "@/design/ListSkeleton";
import { Segmented } from "@/design/Segmented";
import { useLanguage, useMessages } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";
import { modelWords } from "@/i18n/models";
import { EmptyState } from "@/workflow/EmptyState";

import { KeptAnswers } from "./KeptAnswers";
import type { StageSum } from "./stageSums";
import { sumStages } from "./stageSums";

const SPANS = ["7", "30", "90"] as const;

/** What hosted models were asked and what they cost, and answers of theirs that are kept. */
export function Models() {
  const t = useMessages();
  const w = useArea(modelWords);
  const { failed } = useArea(adminWords);
  const [days, setDays] = useState<(typeof SPANS)[number]>("30");
  const query = useModelUse(Number(days));
  const rows = sumStages(query.data?.days ?? []);
  return (
    <div className="space-y-6">
      <p className="max-w-2xl text-soft text-pretty">{w.lead}</p>
      <Segmented label={w.days} value={days} onChange={setDays} options={SPANS.map((value) => ({ value, label: w.lastDays(Number(value)) }))} />
      {query.isError ? <LoadFailure title={failed} error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <ListSkeleton rows={4} label={t.common.loading} /> : null}
      {query.data && rows.length === 0 ? (
        <div className="py-10">
          <EmptyState icon={<Cpu />} title={w.none} text={w.noneText} />
        </div>
      ) : null}
      {query.data && rows.length ? (
        <>
          <Totals totals={query.data.totals} />
          <Stages rows={rows} />
        </>
      ) : null}
      <KeptAnswers />
    </div>
  );
}

/** Numbers as the chosen language writes them. */
function useFormats() {
  const language = useLanguage();
  const format = (options: Intl.NumberFormatOptions) => (value: number) => new Intl.NumberFormat(language, options).format(value);
  return {
    count: format({}),
    short: format({ notation: "compact", maximumFractionDigits: 1 }),
    percent: format({ style: "percent", maximumFractionDigits: 0 }),
    dollars: format({ style: "currency", currency: "USD", maximumFractionDigits: 4 }),
    seconds: (milliseconds: number) => format({ style: "unit", unit: "second", maximumFractionDigits: 1 })(milliseconds / 1000),
  };
}

function Totals({ totals }: { totals: ModelTotals }) {
  const w = useArea(modelWords);
  const { count, short, percent, dollars } = useFormats();
  const rate = (value: number | null) => (value === null ? "–" : percent(value));
  return (
    <section aria-label={w.totals}>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        <Total name={w.calls} hint={totals.failures ? w.failed(count(totals.failures)) : null}>
          {count(totals.calls)}
        </Total>
        <Total name={w.cost}>{dollars(totals.dollars)}</Total>
        <Total name={w.input}>{short(totals.input_tokens)}</Total>
        <Total name={w.output}>{short(totals.output_tokens)}</Total>
        <Total name={w.keptAnswers} hint={w.keptAnswersHint}>
          {rate(totals.answer_hit_rate)}
        </Total>
        <Total name={w.keptBeginnings} hint={w.keptBeginningsHint}>
          {rate(totals.prompt_hit_rate)}
        </Total>
      </dl>
    </section>
  );
}

function Total({ name, hint, children }: { name: string; hint?: string | null; children: ReactNode }) {
  return (
    <div className="rounded-xl border border-line px-4 py-3">
      <dt className="text-xs text-soft">{name}</dt>
      <dd className="tabular text-lg font-semibold">{children}</dd>
      {hint ? <dd className="text-xs text-faint">{hint}</dd> : null}
    </div>
  );
}

function Stages({ rows }: { rows: StageSum[] }) {
  const w = useArea(modelWords);
  const { count, short, dollars, seconds } = useFormats();
  return (
    // The keyboard scrolls it where the table is wider than the page.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-label={w.byStage} tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-140 text-sm">
        <thead className="text-left text-xs text-faint">
          <tr className="border-b border-line">
            <th className="py-2 pr-3 font-medium">{w.stage}</th>
            <th className="px-3 py-2 font-medium">{w.model}</th>
            {[w.calls, w.failures, w.tokens, w.cost, w.time].map((column) => (
              <th key={column} className="px-3 py-2 text-right font-medium">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.stage} ${row.model}`} className="border-b border-line last:border-0">
              <td className="py-2.5 pr-3 font-medium">{w.stages[row.stage] ?? row.stage}</td>
              <td className="px-3 py-2.5 break-all text-soft">{row.model}</td>
              <td className="tabular px-3 py-2.5 text-right">{count(row.calls)}</td>
              <td className="tabular px-3 py-2.5 text-right">{count(row.failures)}</td>
              <td className="tabular px-3 py-2.5 text-right whitespace-nowrap">
                {short(row.input_tokens)} / {short(row.output_tokens)}
              </td>
              <td className="tabular px-3 py-2.5 text-right">{dollars(row.dollars)}</td>
              <td className="tabular px-3 py-2.5 text-right whitespace-nowrap">{seconds(row.milliseconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
