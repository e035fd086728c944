import type { InvoiceStatus } from "@/api/contract";
import { useInvoices } from "@/api/queries";
import { useLanguage, useMessages } from "@/i18n";

import { formatDay, formatPrice } from "./money";

/** What Stripe invoiced, newest first. */
export function Invoices() {
  const t = useMessages();
  const language = useLanguage();
  const query = useInvoices();
  const invoices = query.data ?? [];
  const words: Record<string, string> = t.billing.statuses satisfies Record<InvoiceStatus, string>;
  return (
    <section aria-labelledby="billing-invoices" className="space-y-3">
      <h2 id="billing-invoices" className="font-semibold">
        {t.billing.invoices}
      </h2>
      {query.isError ? <p className="text-sm text-danger">{t.billing.failed}</p> : null}
      {query.data && invoices.length === 0 ? <p className="text-sm text-faint">{t.billing.noInvoices}</p> : null}
      <ul className="divide-y divide-line rounded-xl border border-line empty:hidden">
        {invoices.map((invoice) => (
          <li key={invoice.id} className="flex flex-wrap items-center gap-x-3 px-3 py-2 text-sm">
            <span className="flex-1">{formatDay(invoice.created_at, language)}</span>
            <span className="tabular">{formatPrice(invoice.amount, invoice.currency, language)}</span>
            <span className="text-soft">{words[invoice.status ?? ""] ?? invoice.status}</span>
            {invoice.url ? (
              <a href={invoice.url} target="_blank" rel="noreferrer" className="min-w-6 py-1 text-center font-medium text-accent underline underline-offset-2">
                {invoice.number ?? t.billing.open}
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
