import { useId } from "react";

import { setPreferences, usePreferences } from "@/app/preferences";
import { shortcutRows } from "@/app/shortcutList";
import { Kbd } from "@/design/Kbd";
import { useMessages } from "@/i18n";
import { useArea } from "@/i18n/area";
import { settingsWords } from "@/i18n/settings";

/** All shortcuts, and whether keys alone are some. */
export function ShortcutsSection() {
  const w = useArea(settingsWords);
  const { singleKeys } = usePreferences();
  const id = useId();
  return (
    <div className="space-y-4">
      <ShortcutList />
      <div className="flex gap-2.5">
        <input
          id={id}
          type="checkbox"
          checked={singleKeys}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setPreferences({ singleKeys: event.target.checked })}
          className="size-6 shrink-0 accent-accent"
        />
        <div>
          <label htmlFor={id} className="text-sm font-medium">
            {w.singleKeys}
          </label>
          <p id={`${id}-hint`} className="text-xs text-faint">
            {w.singleKeysHint}
          </p>
        </div>
      </div>
    </div>
  );
}

export function ShortcutList() {
  const t = useMessages();
  return (
    <dl className="divide-y divide-line">
      {shortcutRows(t).map(({ what, keys }) => (
        <div key={keys} className="flex items-center justify-between gap-4 py-2.5 text-sm">
          <dt>{what}</dt>
          <dd>
            <Kbd keys={keys} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
