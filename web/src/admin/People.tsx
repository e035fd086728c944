import clsx from "clsx";
import { UserRound } from "lucide-react";
import { useState } from "react";

import type { AccountRow } from "@/api/administration";
import { useAccounts } from "@/api/administration";
import { LoadFailure } from "@/app/LoadFailure";
import { useSettled } from "@/app/useSettled";
import { Badge } from "@/design/Badge";
import { Button } from "@/design/Button";
import { ListSkeleton } from "@/design/ListSkeleton";
import { SearchField } from "@/design/SearchField";
import { useLanguage, useMessages } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";
import { EmptyState } from "@/workflow/EmptyState";

import { AccountDialog } from "./AccountDialog";

/** Who has an account; one that is chosen opens with what can be done for it. */
export function People() {
  const t = useMessages();
  const w = useArea(adminWords);
  const [search, setSearch] = useState("");
  const [flagged, setFlagged] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useAccounts(useSettled(search.trim(), 250), flagged);
  const accounts = query.data?.pages.flat() ?? [];
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-2">
        <SearchField label={w.people.search} value={search} onChange={setSearch} className="min-w-52 flex-1" />
        <Button aria-pressed={flagged} onClick={() => setFlagged(!flagged)} className={flagged ? "border-accent bg-accent-soft text-accent" : ""}>
          {w.people.flagged}
        </Button>
      </div>
      {query.isError ? <LoadFailure title={w.failed} error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <ListSkeleton rows={8} label={t.common.loading} /> : null}
      {query.data && accounts.length === 0 ? (
        <div className="py-10">
          <EmptyState
            icon={<UserRound />}
            title={flagged ? w.people.noneFlagged : w.people.none}
            text={flagged ? w.people.noneFlaggedText : w.people.noneText}
          />
        </div>
      ) : null}
      {accounts.length ? (
        <table className="w-full text-sm">
          <thead className="text-left text-xs text-faint">
            <tr className="border-b border-line">
              <th className="px-3 py-2 font-medium">{w.people.who}</th>
              <th className="px-3 py-2 font-medium max-sm:hidden">{w.people.plan}</th>
              <th className="px-3 py-2 text-right font-medium">{w.people.credits}</th>
              <th className="px-3 py-2 text-right font-medium max-sm:hidden">{w.people.since}</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <Row key={account.id} account={account} onOpen={() => setChosen(account.id)} />
            ))}
          </tbody>
        </table>
      ) : null}
      {query.hasNextPage ? (
        <Button size="sm" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {w.more}
        </Button>
      ) : null}
      <AccountDialog id={chosen} onClose={() => setChosen(null)} />
    </div>
  );
}

function Row({ account, onOpen }: { account: AccountRow; onOpen: () => void }) {
  const w = useArea(adminWords);
  const language = useLanguage();
  const since = new Date(account.created_at).toLocaleDateString(language, { dateStyle: "medium" });
  return (
    <tr className={clsx("relative border-b border-line transition-colors last:border-0 hover:bg-hover", account.deleted_at && "text-faint")}>
      <td className="max-w-0 w-full px-3 py-2">
        <div className="flex flex-wrap items-center gap-x-2">
          {/* Its after-element covers the row: a click anywhere in it opens the account. */}
          <button type="button" onClick={onOpen} className="min-w-0 truncate py-0.5 font-medium after:absolute after:inset-0 after:content-['']">
            {account.name || w.people.nameless}
          </button>
          {account.is_admin ? <Badge tone="accent">{w.people.admin}</Badge> : null}
          {account.deleted_at ? <Badge>{w.people.deleted}</Badge> : null}
          {account.attention ? <Badge tone="warning">{w.people.attention}</Badge> : null}
        </div>
        <p className="truncate text-xs text-soft">{account.email ?? w.people.owner}</p>
      </td>
      <td className="px-3 py-2 whitespace-nowrap text-soft max-sm:hidden">{account.subscription_tier}</td>
      <td className="tabular px-3 py-2 text-right whitespace-nowrap">
        {account.balance === null ? <span className="text-faint">–</span> : new Intl.NumberFormat(language).format(account.balance)}
      </td>
      <td className="tabular px-3 py-2 text-right whitespace-nowrap text-soft max-sm:hidden">{since}</td>
    </tr>
  );
}
