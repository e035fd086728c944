import { useId } from "react";

import { choicesOf, useChoose } from "@/api/own";
import { useMe } from "@/api/queries";
import { Checkbox } from "@/design/Checkbox";
import { showToast } from "@/design/Toasts";
import { useMessages } from "@/i18n";
import { useArea } from "@/i18n/area";
import { settingsWords } from "@/i18n/settings";

/** Whether what matters in long conversations is remembered. */
export function MemoryChoice() {
  const t = useMessages();
  const w = useArea(settingsWords);
  const id = useId();
  const { data: me } = useMe();
  const choose = useChoose();
  const pending = choose.isPending ? choose.variables.memory : undefined;
  const chosen = pending === undefined ? choicesOf(me?.settings).memory : pending;
  return (
    <section className="space-y-2">
      <h4 className="text-sm font-medium">{w.memory}</h4>
      <div className="flex items-start gap-2.5">
        <Checkbox
          id={id}
          checked={chosen !== false}
          onChange={(remembers) =>
            choose.mutate(
              { memory: remembers ? null : false },
              { onSuccess: () => showToast(t.settings.saved), onError: () => showToast(t.errors.unreachable) },
            )
          }
        />
        <div className="space-y-1 pt-0.5">
          <label htmlFor={id} className="block cursor-pointer text-sm">
            {w.remembers}
          </label>
          <p className="text-xs text-faint">{w.remembersHint}</p>
        </div>
      </div>
    </section>
  );
}
