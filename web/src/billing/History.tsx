import { Download } from "lucide-react";
import { useState } from "react";

import type { CreditEntry, CreditKind } from "@/api/contract";
import { historyAddress } from "@/api/endpoints";
import { useCreditHistory } from "@/api/queries";
import { navigate, pathOf } from "@/app/route";
import { Button } from "@/design/Button";
import { ListSkeleton } from "@/design/ListSkeleton";
import { useLanguage, useMessages } from "@/i18n";

const KINDS: CreditKind[] = ["chat_interaction", "trial", "monthly", "bought", "granted", "expiry", "refund"];

/** Each change of the balance, newest first. */
export function History() {
  const t = useMessages();
  const [kind, setKind] = useState<CreditKind | null>(null);
  const query = useCreditHistory(kind);
  const entries = query.data?.pages.flat() ?? [];
  return (
    <section aria-labelledby="billing-history" className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id="billing-history" className="flex-1 font-semibold">
          {t.billing.history}
        </h2>
        <select
          aria-label={t.billing.filter}
          value={kind ?? ""}
          onChange={(event) => setKind((event.target.value || null) as CreditKind | null)}
          className="h-8 rounded-lg border border-line-strong bg-surface px-2 text-sm"
        >
          <option value="">{t.billing.everything}</option>
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {t.billing.kinds[each]}
            </option>
          ))}
        </select>
        <a
          href={historyAddress(kind)}
          download
          className="inline-flex h-8 items-center gap-1.5 rounded-lg border border-line px-2.5 text-sm font-medium hover:bg-hover"
        >
          <Download className="size-3.5" aria-hidden />
          {t.billing.csv}
        </a>
      </div>
      {query.isError ? <p className="text-sm text-danger">{t.billing.failed}</p> : null}
      {query.isPending ? <ListSkeleton rows={3} label={t.common.loading} /> : null}
      {query.data && entries.length === 0 ? <p className="text-sm text-faint">{t.billing.noHistory}</p> : null}
      {entries.length ? (
        <div className="overflow-x-auto rounded-xl border border-line">
          <table className="w-full text-sm">
            <thead className="text-left text-xs text-faint">
              <tr>
                <th className="px-3 py-2 font-medium">{t.billing.time}</th>
                <th className="px-3 py-2 font-medium">{t.billing.what}</th>
                <th className="px-3 py-2 text-right font-medium">{t.billing.credits}</th>
                <th className="px-3 py-2 text-right font-medium max-sm:hidden">{t.billing.balance}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <EntryRow key={entry.transaction_id} entry={entry} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {query.hasNextPage ? (
        <Button size="sm" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.billing.more}
        </Button>
      ) : null}
    </section>
  );
}

function EntryRow({ entry }: { entry: CreditEntry }) {
  const t = useMessages();
  const language = useLanguage();
  const format = new Intl.NumberFormat(language, { signDisplay: "exceptZero" });
  const conversation = entry.conversation_id;
  return (
    <tr className="border-t border-line align-top">
      <td className="tabular px-3 py-2 text-soft sm:whitespace-nowrap">
        {new Date(entry.created_at).toLocaleString(language, { dateStyle: "short", timeStyle: "short" })}
      </td>
      <td className="px-3 py-2">
        <span>{t.billing.kinds[entry.transaction_type]}</span>
        {conversation && entry.about ? (
          <a
            href={pathOf(conversation)}
            onClick={(event) => {
              event.preventDefault();
              navigate(pathOf(conversation));
            }}
            className="line-clamp-1 text-xs leading-6 break-all text-accent underline underline-offset-2"
          >
            {entry.about}
          </a>
        ) : null}
      </td>
      <td className="tabular px-3 py-2 text-right">{format.format(entry.amount)}</td>
      <td className="tabular px-3 py-2 text-right text-soft max-sm:hidden">{new Intl.NumberFormat(language).format(entry.remaining_balance)}</td>
    </tr>
  );
}
