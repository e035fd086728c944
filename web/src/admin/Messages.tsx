import { Inbox, RotateCcw } from "lucide-react";
import { useState } from "react";

import type { MessageStatus, StoredMessage } from "@/api/administration";
import { useReplay, useStoredMessages } from "@/api/administration";
import { ApiError } from "@/api/http";
import { LoadFailure } from "@/app/LoadFailure";
import { Badge } from "@/design/Badge";
import { Button } from "@/design/Button";
import { ListSkeleton } from "@/design/ListSkeleton";
import { Segmented } from "@/design/Segmented";
import { showToast } from "@/design/Toasts";
import { useLanguage, useMessages } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";
import { EmptyState } from "@/workflow/EmptyState";

const STATUSES: MessageStatus[] = ["dead", "waiting", "handled", "ignored"];

/** Messages of other services, those that were given up in front; these can be tried again. */
export function Messages() {
  const t = useMessages();
  const w = useArea(adminWords);
  const [status, setStatus] = useState<MessageStatus>("dead");
  const query = useStoredMessages(status);
  const replay = useReplay();
  const messages = query.data ?? [];
  const again = async (event: string | null) => {
    try {
      showToast(w.messages.replayed((await replay.mutateAsync(event)).count));
    } catch (error) {
      showToast(error instanceof ApiError && !error.unreachable ? error.message : t.errors.unreachable);
    }
  };
  return (
    <div className="space-y-4">
      <p className="max-w-2xl text-soft text-pretty">{w.messages.lead}</p>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segmented label={w.messages.status} value={status} onChange={setStatus} options={STATUSES.map((value) => ({ value, label: w.messages.statuses[value] }))} />
        {status === "dead" && messages.length > 1 ? (
          <Button size="sm" disabled={replay.isPending} onClick={() => void again(null)}>
            <RotateCcw className="size-3.5" aria-hidden />
            {w.messages.replayAll}
          </Button>
        ) : null}
      </div>
      {query.isError ? <LoadFailure title={w.failed} error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <ListSkeleton rows={5} label={t.common.loading} /> : null}
      {query.data && messages.length === 0 ? (
        <div className="py-10">
          <EmptyState
            icon={<Inbox />}
            title={status === "dead" ? w.messages.noneDead : w.messages.none}
            text={status === "dead" ? w.messages.noneDeadText : w.messages.noneText}
          />
        </div>
      ) : null}
      <ul className="divide-y divide-line">
        {messages.map((message) => (
          <Row key={message.id} message={message} busy={replay.isPending} onReplay={() => void again(message.id)} />
        ))}
      </ul>
    </div>
  );
}

function Row({ message, busy, onReplay }: { message: StoredMessage; busy: boolean; onReplay: () => void }) {
  const w = useArea(adminWords);
  const language = useLanguage();
  return (
    <li className="flex items-center gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 text-sm">
          <span className="font-medium break-all">{message.type}</span>
          <Badge>{message.sender}</Badge>
          {message.last_error ? <Badge tone="danger">{message.last_error}</Badge> : null}
        </p>
        <p className="text-xs break-all text-soft">
          <time dateTime={message.received_at} className="tabular">
            {new Date(message.received_at).toLocaleString(language, { dateStyle: "short", timeStyle: "short" })}
          </time>{" "}
          · {w.messages.attempts(message.attempts)} · <code className="font-mono">{message.id}</code>
        </p>
      </div>
      {message.status === "dead" ? (
        <Button size="sm" disabled={busy} aria-label={w.messages.replayOne(message.type)} onClick={onReplay}>
          <RotateCcw className="size-3.5" aria-hidden />
          {w.messages.replay}
        </Button>
      ) : null}
    </li>
  );
}
