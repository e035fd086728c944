import { useState } from "react";

import { sameJson } from "@/graph/diff";
import type { Json } from "@/graph/workflow";

/** A value that is shown as chosen at once, until the server has it, too, or has refused it. */
export function usePending<Value extends Json>(value: Value, commit: (value: Value) => Promise<boolean>): [Value, (value: Value) => void] {
  const [pending, setPending] = useState<{ before: Value; chosen: Value } | null>(null);
  const shown = pending && sameJson(pending.before, value) ? pending.chosen : value;
  const choose = (chosen: Value) => {
    const mine = { before: value, chosen };
    setPending(mine);
    void commit(chosen).then((done) => {
      if (!done) setPending((current) => (current === mine ? null : current));
    });
  };
  return [shown, choose];
}
