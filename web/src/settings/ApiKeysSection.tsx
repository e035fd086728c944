import { useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";

import { useSubmit } from "@/account/useSubmit";
import type { ApiKey } from "@/api/contract";
import { createApiKey, revokeApiKey } from "@/api/endpoints";
import { keys, useApiKeys } from "@/api/queries";
import { Button } from "@/design/Button";
import { CopyButton } from "@/design/CopyButton";
import { Field } from "@/design/Field";
import { IconButton } from "@/design/IconButton";
import { useLanguage, useMessages } from "@/i18n";

/** Keys for programs. A key itself is shown once, when it is made. */
export function ApiKeysSection() {
  const t = useMessages();
  const client = useQueryClient();
  const query = useApiKeys();
  const [name, setName] = useState("");
  const [secret, setSecret] = useState<string | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: keys.apiKeys });
  const form = useSubmit(async () => {
    const made = await createApiKey(name.trim());
    setSecret(made.key);
    setName("");
    await refresh();
  });
  return (
    <div className="space-y-5">
      <p className="text-sm text-soft">{t.settings.keysText}</p>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void form.submit();
        }}
      >
        <Field label={t.settings.keyName} value={name} required maxLength={100} className="flex-1" onChange={(event) => setName(event.target.value)} />
        <Button type="submit" disabled={form.busy || !name.trim()}>
          {t.settings.createKey}
        </Button>
      </form>
      {form.failure ? (
        <p role="alert" className="text-sm text-danger">
          {form.failure}
        </p>
      ) : null}
      {secret ? (
        <div className="space-y-1.5 rounded-lg border border-accent-line bg-accent-soft p-3" role="status">
          <p className="text-sm font-medium">{t.settings.keyOnce}</p>
          <p className="flex items-center gap-1">
            <code className="min-w-0 flex-1 font-mono text-xs break-all">{secret}</code>
            <CopyButton text={() => secret} label={t.common.copy} doneLabel={t.common.copied} failed={t.workflow.copyFailed} />
          </p>
        </div>
      ) : null}
      <ul className="divide-y divide-line">
        {(query.data ?? []).map((key) => (
          <KeyRow key={key.id} apiKey={key} onGone={refresh} />
        ))}
      </ul>
      {query.data?.length === 0 ? <p className="text-sm text-faint">{t.settings.noKeys}</p> : null}
    </div>
  );
}

function KeyRow({ apiKey, onGone }: { apiKey: ApiKey; onGone: () => Promise<unknown> }) {
  const t = useMessages();
  const language = useLanguage();
  const form = useSubmit(async () => {
    await revokeApiKey(apiKey.id);
    await onGone();
  });
  const used = apiKey.last_used_at ? new Date(apiKey.last_used_at).toLocaleDateString(language) : null;
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium">{apiKey.name}</p>
        <p className="truncate text-xs text-faint">
          <code className="font-mono">{apiKey.prefix}…</code> {used ? t.settings.lastUsed(used) : t.settings.neverUsed}
        </p>
        {form.failure ? (
          <p role="alert" className="text-xs text-danger">
            {form.failure}
          </p>
        ) : null}
      </div>
      <IconButton label={t.settings.revokeKey(apiKey.name)} size="sm" disabled={form.busy} onClick={() => void form.submit()}>
        <Trash2 className="size-4" aria-hidden />
      </IconButton>
    </li>
  );
}
