import { X } from "lucide-react";

import { useForget, useMemories } from "@/api/memories";
import { LoadFailure } from "@/app/LoadFailure";
import { Badge } from "@/design/Badge";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { IconButton } from "@/design/IconButton";
import { ListSkeleton } from "@/design/ListSkeleton";
import { showToast } from "@/design/Toasts";
import { useMessages } from "@/i18n";
import { useArea } from "@/i18n/area";
import { memoryWords } from "@/i18n/memory";

/** What hosted models are told of a long conversation, to read and to forget. */
export default function MemoryDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const t = useMessages();
  const w = useArea(memoryWords);
  const query = useMemories(conversationId);
  const forget = useForget(conversationId);
  const drop = (memory: string | null) =>
    forget.mutate(memory, { onSuccess: () => showToast(w.forgotten), onError: () => showToast(t.errors.unreachable) });
  const memories = query.data ?? [];
  return (
    <Dialog open onClose={onClose} title={w.title} closeLabel={t.common.close} className="flex flex-col">
      <div className="space-y-4 overflow-y-auto px-5 pt-2 pb-6">
        <p className="text-sm text-soft text-pretty">{w.lead}</p>
        {query.isError ? <LoadFailure title={w.failed} error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <ListSkeleton rows={3} label={t.common.loading} /> : null}
        {query.data && memories.length === 0 ? <p className="rounded-xl bg-sunken p-4 text-sm text-soft text-pretty">{w.none}</p> : null}
        {memories.length ? (
          <>
            <ul className="divide-y divide-line">
              {memories.map((memory) => (
                <li key={memory.id} className="flex items-start gap-3 py-2.5">
                  <span className="pt-0.5">
                    <Badge>{w.kinds[memory.kind]}</Badge>
                  </span>
                  <p className="min-w-0 flex-1 pt-1 text-sm break-words">{memory.text}</p>
                  <IconButton label={w.forget} size="sm" disabled={forget.isPending} onClick={() => drop(memory.id)}>
                    <X className="size-4" aria-hidden />
                  </IconButton>
                </li>
              ))}
            </ul>
            <Button size="sm" look="danger" disabled={forget.isPending} onClick={() => drop(null)}>
              {w.forgetAll}
            </Button>
          </>
        ) : null}
      </div>
    </Dialog>
  );
}
