import { ApiError } from "@/api/http";
import { Button } from "@/design/Button";
import { Notice } from "@/design/Notice";
import { useMessages } from "@/i18n";

/** A conversation that could not be loaded: gone, or out of reach. */
export function LoadError({ error, onRetry, onNew }: { error: Error; onRetry: () => void; onNew: () => void }) {
  const t = useMessages();
  // An address that names no conversation is refused as such.
  const gone = error instanceof ApiError && (error.status === 404 || error.status === 422);
  const unreachable = error instanceof ApiError && error.unreachable;
  return (
    <div className="mx-auto w-full max-w-lg p-4 pt-12">
      <Notice
        tone="danger"
        title={gone ? t.errors.conversationGone : unreachable ? t.errors.unreachable : t.errors.conversation}
        actions={
          gone ? (
            <Button size="sm" onClick={onNew}>
              {t.sidebar.newChat}
            </Button>
          ) : (
            <Button size="sm" onClick={onRetry}>
              {t.common.retry}
            </Button>
          )
        }
      >
        {gone ? t.errors.conversationGoneNext : unreachable ? t.errors.unreachableNext : error.message}
      </Notice>
    </div>
  );
}
