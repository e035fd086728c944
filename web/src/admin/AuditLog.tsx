import { ScrollText } from "lucide-react";

import { useAudit } from "@/api/administration";
import { LoadFailure } from "@/app/LoadFailure";
import { Button } from "@/design/Button";
import { ListSkeleton } from "@/design/ListSkeleton";
import { useMessages } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";
import { EmptyState } from "@/workflow/EmptyState";

import { AuditEntries } from "./AuditEntries";

export function AuditLog() {
  const t = useMessages();
  const w = useArea(adminWords);
  const query = useAudit(null);
  const entries = query.data?.pages.flat() ?? [];
  return (
    <div className="space-y-4">
      <p className="max-w-2xl text-soft text-pretty">{w.audit.lead}</p>
      {query.isError ? <LoadFailure title={w.failed} error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <ListSkeleton rows={8} label={t.common.loading} /> : null}
      {query.data && entries.length === 0 ? <EmptyState icon={<ScrollText />} title={w.audit.none} text={w.audit.noneText} /> : null}
      <AuditEntries entries={entries} />
      {query.hasNextPage ? (
        <Button size="sm" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {w.more}
        </Button>
      ) : null}
    </div>
  );
}
