import { useQueryClient } from "@tanstack/react-query";
import { Link } from "lucide-react";
import { useState } from "react";

import { revokeShare, shareConversation } from "@/api/endpoints";
import { ApiError } from "@/api/http";
import { keys, useShare } from "@/api/queries";
import { Button } from "@/design/Button";
import { CopyButton } from "@/design/CopyButton";
import { Dialog } from "@/design/Dialog";
import { useMessages } from "@/i18n";

interface ShareDialogProps {
  /** null closes it. */
  conversationId: string | null;
  onClose: () => void;
}

export function ShareDialog({ conversationId, onClose }: ShareDialogProps) {
  const t = useMessages();
  return (
    <Dialog open={conversationId !== null} onClose={onClose} title={t.share.title} closeLabel={t.common.close}>
      {conversationId ? <Body id={conversationId} /> : null}
    </Dialog>
  );
}

function Body({ id }: { id: string }) {
  const t = useMessages();
  const client = useQueryClient();
  const share = useShare(id, true);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const change = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setFailure(null);
    try {
      client.setQueryData(keys.share(id), (await work()) ?? null);
    } catch (error) {
      setFailure(error instanceof ApiError && !error.unreachable ? `${error.message} ${error.nextStep}` : t.errors.unreachable);
    }
    setBusy(false);
  };
  const link = share.data ?? null;
  return (
    <div className="space-y-4 px-5 pt-1 pb-5">
      <p className="text-sm text-soft">{t.share.text}</p>
      {link ? (
        <div className="flex items-center gap-1 rounded-lg border border-line bg-sunken py-1 pr-1 pl-3">
          <input
            readOnly
            aria-label={t.share.link}
            value={link.url}
            onFocus={(event) => event.target.select()}
            className="min-w-0 flex-1 bg-transparent font-mono text-xs outline-none"
          />
          <CopyButton text={() => link.url} label={t.common.copy} doneLabel={t.common.copied} failed={t.workflow.copyFailed} />
        </div>
      ) : null}
      {failure || share.isError ? (
        <p role="alert" className="text-sm text-danger">
          {failure ?? t.errors.unreachable}
        </p>
      ) : null}
      <div className="flex justify-end">
        {link ? (
          <Button look="danger" disabled={busy} onClick={() => void change(() => revokeShare(id))}>
            {t.share.revoke}
          </Button>
        ) : (
          <Button look="primary" disabled={busy || share.isPending} onClick={() => void change(() => shareConversation(id))}>
            <Link className="size-4" aria-hidden />
            {t.share.create}
          </Button>
        )}
      </div>
    </div>
  );
}
