import { useState } from "react";

import { useSubmit } from "@/account/useSubmit";
import type { ModelKey, ModelPreference, Provider } from "@/api/own";
import { choicesOf, PREFERENCES, PROVIDERS, useChoose, useKeepModelKey, useModelKeys } from "@/api/own";
import { useMe } from "@/api/queries";
import { Button } from "@/design/Button";
import { Choices } from "@/design/Choices";
import { Field } from "@/design/Field";
import { showToast } from "@/design/Toasts";
import { useLanguage, useMessages } from "@/i18n";
import { useArea } from "@/i18n/area";
import { settingsWords } from "@/i18n/settings";

const NAMES: Record<Provider, string> = { anthropic: "Anthropic", openai: "OpenAI" };

/** Who answers, and keys of one's own for hosted models. */
export function ModelsSection() {
  const t = useMessages();
  const w = useArea(settingsWords);
  const { data: me } = useMe();
  const choose = useChoose();
  const query = useModelKeys();
  return (
    <div className="space-y-7">
      <p className="text-sm text-soft">{w.modelsLead}</p>
      <section className="space-y-2">
        <h4 className="text-sm font-medium">{w.preference}</h4>
        <Choices<ModelPreference>
          label={w.preference}
          value={choicesOf(me?.settings).model_preference ?? "auto"}
          disabled={!me || choose.isPending}
          onChange={(preference) =>
            choose.mutate(
              { model_preference: preference === "auto" ? null : preference },
              { onSuccess: () => showToast(t.settings.saved), onError: () => showToast(t.errors.unreachable) },
            )
          }
          options={PREFERENCES.map((value) => ({ value, label: w.preferences[value] }))}
        />
      </section>
      <section className="space-y-2">
        <h4 className="text-sm font-medium">{w.ownKeys}</h4>
        <p className="text-sm text-soft">{w.ownKeysText}</p>
        {query.isError ? <p className="text-sm text-danger">{w.keysFailed}</p> : null}
        <ul className="space-y-4 pt-2">
          {PROVIDERS.map((provider) => (
            <KeyRow key={provider} provider={provider} kept={query.data?.find((each) => each.provider === provider)} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function KeyRow({ provider, kept }: { provider: Provider; kept: ModelKey | undefined }) {
  const t = useMessages();
  const w = useArea(settingsWords);
  const language = useLanguage();
  const keep = useKeepModelKey();
  const [key, setKey] = useState("");
  const form = useSubmit(async () => {
    await keep.mutateAsync({ provider, key: key.trim() });
    setKey("");
    showToast(t.settings.saved);
  });
  const removal = useSubmit(async () => {
    await keep.mutateAsync({ provider, key: null });
    showToast(w.removed);
  });
  const failure = form.failure ?? removal.failure;
  const since = kept ? new Date(kept.created_at).toLocaleDateString(language, { dateStyle: "medium" }) : "";
  return (
    <li className="space-y-1.5">
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void form.submit();
        }}
      >
        <Field
          label={w.keyOf(NAMES[provider])}
          hint={kept ? w.kept(kept.hint, since) : w.noKey}
          type="password"
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          value={key}
          onChange={(event) => setKey(event.target.value)}
          className="min-w-0 flex-1"
        />
        <div className="flex gap-1.5 pb-5">
          <Button type="submit" disabled={form.busy || !key.trim()}>
            {kept ? w.replace : w.keep}
          </Button>
          {kept ? (
            <Button look="quiet" aria-label={w.removeKey(NAMES[provider])} disabled={removal.busy} onClick={() => void removal.submit()}>
              {w.remove}
            </Button>
          ) : null}
        </div>
      </form>
      {failure ? (
        <p role="alert" className="text-sm text-danger">
          {failure}
        </p>
      ) : null}
    </li>
  );
}
