import { useState } from "react";

import { ApiError } from "@/api/http";
import { useMessages } from "@/i18n";

/** Runs a form's work: one at a time, with what went wrong in words that say what to do. */
export function useSubmit(work: () => Promise<void>) {
  const t = useMessages();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      if (error instanceof ApiError && !error.unreachable) setFailure(`${error.message} ${error.nextStep}`.trim());
      else setFailure(`${t.errors.unreachable} ${t.errors.unreachableNext}`);
    }
    setBusy(false);
  };
  return { busy, failure, submit };
}
