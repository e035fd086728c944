import { ApiError } from "@/api/http";
import { Button } from "@/design/Button";
import { Notice } from "@/design/Notice";
import { useMessages } from "@/i18n";

interface LoadFailureProps {
  title: string;
  error: Error | null;
  onRetry: () => void;
  /** Leads back to the list, where the list is not in sight. */
  onBack?: () => void;
}

export function LoadFailure({ title, error, onRetry, onBack }: LoadFailureProps) {
  const t = useMessages();
  const unreachable = error instanceof ApiError && error.unreachable;
  return (
    <div className="mx-auto w-full max-w-lg p-4 pt-12">
      <Notice
        tone="danger"
        title={title}
        actions={
          <>
            <Button size="sm" onClick={onRetry}>
              {t.common.retry}
            </Button>
            {onBack ? (
              <Button size="sm" look="quiet" onClick={onBack}>
                {t.library.label}
              </Button>
            ) : null}
          </>
        }
      >
        {unreachable ? t.errors.unreachableNext : error?.message}
      </Notice>
    </div>
  );
}
