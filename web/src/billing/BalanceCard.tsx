import type { Balance } from "@/api/contract";
import { useLanguage, useMessages } from "@/i18n";

import { formatDay } from "./money";

/** What is left, of what, and until when. */
export function BalanceCard({ balance }: { balance: Balance }) {
  const t = useMessages();
  const language = useLanguage();
  const format = new Intl.NumberFormat(language);
  if (balance.unlimited) {
    return (
      <div>
        <p className="text-xl font-semibold tracking-tight">{t.billing.unlimited}</p>
        <p className="mt-1 text-sm text-soft">{t.billing.used(format.format(Math.max(0, -balance.balance)))}</p>
      </div>
    );
  }
  return (
    <div className="space-y-3">
      <p className="text-xl font-semibold tracking-tight">{t.credits.left(balance.available, format.format(balance.available))}</p>
      {balance.held > 0 ? <p className="text-sm text-soft">{t.billing.held(format.format(balance.held))}</p> : null}
      <ul className="space-y-2.5">
        {balance.lots.map((lot) => (
          <li key={lot.id} className="text-sm">
            <div className="flex flex-wrap justify-between gap-x-3">
              <span>{t.billing.kinds[lot.origin]}</span>
              <span className="tabular text-soft">
                {format.format(lot.remaining)} / {format.format(lot.amount)}
              </span>
            </div>
            <div
              role="meter"
              aria-label={t.billing.kinds[lot.origin]}
              aria-valuemin={0}
              aria-valuemax={lot.amount}
              aria-valuenow={lot.remaining}
              className="mt-1 h-1.5 overflow-hidden rounded-full bg-hover"
            >
              <div className="h-full rounded-full bg-accent" style={{ width: `${(100 * lot.remaining) / lot.amount}%` }} />
            </div>
            <p className="mt-1 text-xs text-faint">
              {lot.expires_at ? t.billing.until(formatDay(lot.expires_at, language)) : t.billing.forEver}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
