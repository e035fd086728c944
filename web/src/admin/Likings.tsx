import { ThumbsUp } from "lucide-react";
import { useState } from "react";

import { useLikings } from "@/api/administration";
import { LoadFailure } from "@/app/LoadFailure";
import { ListSkeleton } from "@/design/ListSkeleton";
import { Segmented } from "@/design/Segmented";
import { useLanguage, useMessages } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";
import { EmptyState } from "@/workflow/EmptyState";

import { sumUp } from "./likes";

const SPANS = ["7", "30", "90"] as const;

/** How answers were liked, by the engine or model that gave them. */
export function Likings() {
  const t = useMessages();
  const w = useArea(adminWords);
  const language = useLanguage();
  const [days, setDays] = useState<(typeof SPANS)[number]>("30");
  const query = useLikings(Number(days));
  const rows = sumUp(query.data ?? []);
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  return (
    <div className="space-y-4">
      <p className="max-w-2xl text-soft text-pretty">{w.feedback.lead}</p>
      <Segmented label={w.feedback.days} value={days} onChange={setDays} options={SPANS.map((value) => ({ value, label: w.feedback.lastDays(Number(value)) }))} />
      {query.isError ? <LoadFailure title={w.failed} error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <ListSkeleton rows={3} label={t.common.loading} /> : null}
      {query.data && rows.length === 0 ? (
        <div className="py-10">
          <EmptyState icon={<ThumbsUp />} title={w.feedback.none} text={w.feedback.noneText} />
        </div>
      ) : null}
      {rows.length ? (
        <table className="w-full text-sm">
          <thead className="text-left text-xs text-faint">
            <tr className="border-b border-line">
              <th className="px-3 py-2 font-medium">{w.feedback.by}</th>
              <th className="px-3 py-2 text-right font-medium">{w.feedback.up}</th>
              <th className="px-3 py-2 text-right font-medium">{w.feedback.down}</th>
              <th className="w-2/5 px-3 py-2 font-medium">{w.feedback.share}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ answeredBy, up, down, share }) => (
              <tr key={answeredBy} className="border-b border-line last:border-0">
                <td className="px-3 py-2.5 font-medium break-words">{answeredBy}</td>
                <td className="tabular px-3 py-2.5 text-right">{number.format(up)}</td>
                <td className="tabular px-3 py-2.5 text-right">{number.format(down)}</td>
                <td aria-label={percent.format(share)} className="px-3 py-2.5">
                  <span className="flex items-center gap-3">
                    <svg viewBox="0 0 100 6" preserveAspectRatio="none" className="h-1.5 min-w-8 flex-1 rounded-full bg-danger-soft" aria-hidden>
                      <rect width={share * 100} height="6" className="fill-success" />
                    </svg>
                    <span className="tabular w-10 text-right">{percent.format(share)}</span>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}
