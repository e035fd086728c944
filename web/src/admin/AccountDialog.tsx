import type { ReactNode } from "react";

import type { AccountRow } from "@/api/administration";
import { useAccount, useAudit } from "@/api/administration";
import { LoadFailure } from "@/app/LoadFailure";
import { Dialog } from "@/design/Dialog";
import { ListSkeleton } from "@/design/ListSkeleton";
import { Notice } from "@/design/Notice";
import { useLanguage, useMessages } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";

import { AuditEntries } from "./AuditEntries";
import { GrantForm } from "./GrantForm";

/** One account: what it is, credits to give, and what administrators did about it. */
export function AccountDialog({ id, onClose }: { id: string | null; onClose: () => void }) {
  const w = useArea(adminWords);
  const t = useMessages();
  const query = useAccount(id);
  return (
    <Dialog open={id !== null} onClose={onClose} title={query.data?.name || w.people.nameless} closeLabel={w.account.close} className="flex flex-col">
      <div className="min-h-40 space-y-6 overflow-y-auto px-5 pt-2 pb-6">
        {query.isError ? <LoadFailure title={w.account.failed} error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <ListSkeleton rows={4} label={t.common.loading} /> : null}
        {query.data ? <Body account={query.data} /> : null}
      </div>
    </Dialog>
  );
}

function Body({ account }: { account: AccountRow }) {
  const w = useArea(adminWords);
  const language = useLanguage();
  const audit = useAudit(account.id);
  const entries = audit.data?.pages.flat() ?? [];
  const day = (date: string) => new Date(date).toLocaleDateString(language, { dateStyle: "long" });
  return (
    <>
      {account.attention ? (
        <Notice tone="warning" title={w.people.attention}>
          {account.attention}
        </Notice>
      ) : null}
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-sm">
        <Fact name={w.account.email}>{account.email ?? w.people.owner}</Fact>
        <Fact name={w.people.plan}>
          {account.subscription_tier}, {w.account.since(day(account.created_at))}
        </Fact>
        <Fact name={w.people.credits}>
          {account.balance === null ? w.people.notUsed : new Intl.NumberFormat(language).format(account.balance)}
        </Fact>
        <Fact name={w.account.id}>
          <code className="font-mono text-xs">{account.id}</code>
        </Fact>
      </dl>
      {account.deleted_at ? null : (
        <section aria-labelledby="account-give" className="space-y-3 border-t border-line pt-5">
          <h3 id="account-give" className="font-semibold">
            {w.account.give}
          </h3>
          <GrantForm id={account.id} />
        </section>
      )}
      <section aria-labelledby="account-done" className="space-y-2 border-t border-line pt-5">
        <h3 id="account-done" className="font-semibold">
          {w.account.done}
        </h3>
        {entries.length ? <AuditEntries entries={entries} /> : null}
        {audit.data && entries.length === 0 ? <p className="text-sm text-faint">{w.account.nothingDone}</p> : null}
      </section>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
