import { useId } from "react";

import { choicesOf, useChoose } from "@/api/own";
import { useMe } from "@/api/queries";
import { useReleases } from "@/api/reference";
import { Select } from "@/design/Select";
import { showToast } from "@/design/Toasts";
import { useMessages } from "@/i18n";
import { useArea } from "@/i18n/area";
import { settingsWords } from "@/i18n/settings";

/** Which n8n workflows are made for. */
export function ReleaseChoice() {
  const t = useMessages();
  const w = useArea(settingsWords);
  const id = useId();
  const { data: me } = useMe();
  const { data: releases = [] } = useReleases();
  const choose = useChoose();
  const chosen = choicesOf(me?.settings).n8n_version;
  const known = chosen && !releases.includes(chosen) ? [chosen, ...releases] : releases;
  return (
    <section className="space-y-2">
      <label htmlFor={id} className="block text-sm font-medium">
        {w.release}
      </label>
      <Select
        id={id}
        label={w.release}
        value={chosen ?? ""}
        disabled={!me || choose.isPending}
        onChange={(version) =>
          choose.mutate(
            { n8n_version: version || null },
            { onSuccess: () => showToast(t.settings.saved), onError: () => showToast(t.errors.unreachable) },
          )
        }
        options={[{ value: "", label: w.newest(releases[0] ?? "…") }, ...known.map((version) => ({ value: version, label: version }))]}
      />
      <p className="text-xs text-faint">{w.releaseHint}</p>
    </section>
  );
}
