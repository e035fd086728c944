import { Eraser } from "lucide-react";

import { ApiError } from "@/api/http";
import { useForgetAnswers, useKeptAnswers } from "@/api/models";
import { LoadFailure } from "@/app/LoadFailure";
import { Button } from "@/design/Button";
import { showToast } from "@/design/Toasts";
import { useLanguage, useMessages } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";
import { modelWords } from "@/i18n/models";

/** Answers of models that are kept, and how often they were found again. */
export function KeptAnswers() {
  const t = useMessages();
  const w = useArea(modelWords);
  const { failed } = useArea(adminWords);
  const query = useKeptAnswers();
  const forget = useForgetAnswers();
  const number = new Intl.NumberFormat(useLanguage());
  const rows = query.data ?? [];
  const forgetAll = async () => {
    try {
      showToast(w.forgotten((await forget.mutateAsync()).forgotten));
    } catch (error) {
      showToast(error instanceof ApiError && !error.unreachable ? error.message : t.errors.unreachable);
    }
  };
  return (
    <section aria-labelledby="kept-answers" className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="kept-answers" className="font-semibold">
          {w.answers}
        </h2>
        {rows.length ? (
          <Button size="sm" disabled={forget.isPending} onClick={() => void forgetAll()}>
            <Eraser className="size-3.5" aria-hidden />
            {w.forget}
          </Button>
        ) : null}
      </div>
      <p className="max-w-2xl text-sm text-soft text-pretty">{w.answersLead}</p>
      {query.isError ? <LoadFailure title={failed} error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data && rows.length === 0 ? <p className="text-sm text-faint">{w.noAnswers}</p> : null}
      {rows.length ? (
        <table className="w-full text-sm">
          <thead className="text-left text-xs text-faint">
            <tr className="border-b border-line">
              <th className="py-2 pr-3 font-medium">{w.stage}</th>
              <th className="px-3 py-2 font-medium">{w.model}</th>
              <th className="px-3 py-2 text-right font-medium">{w.count}</th>
              <th className="px-3 py-2 text-right font-medium">{w.hits}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.stage} ${row.model}`} className="border-b border-line last:border-0">
                <td className="py-2.5 pr-3 font-medium">{w.stages[row.stage] ?? row.stage}</td>
                <td className="px-3 py-2.5 break-all text-soft">{row.model}</td>
                <td className="tabular px-3 py-2.5 text-right">{number.format(row.answers)}</td>
                <td className="tabular px-3 py-2.5 text-right">{number.format(row.hits)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
