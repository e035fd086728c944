import { LoaderCircle } from "lucide-react";

import { Button } from "@/design/Button";
import { useMessages } from "@/i18n";

export interface Earlier {
  load: () => void;
  loading: boolean;
  failed: boolean;
}

/** Pixels; the same whether they are being read or can be asked for. */
export const EARLIER_HEIGHT = 44;

/** Stands before the first message that is there, while there are earlier ones. */
export function EarlierMessages({ load, loading, failed }: Earlier) {
  const t = useMessages();
  return (
    <div className="absolute inset-x-0 top-0 flex items-end justify-center text-sm text-faint" style={{ height: EARLIER_HEIGHT }}>
      {loading ? (
        <p className="flex h-7 items-center gap-2">
          <LoaderCircle className="size-4 animate-spin" aria-hidden />
          {t.talk.earlierLoading}
        </p>
      ) : (
        <Button size="sm" look="quiet" onClick={load}>
          {failed ? t.talk.earlierFailed : t.talk.earlier}
        </Button>
      )}
    </div>
  );
}
