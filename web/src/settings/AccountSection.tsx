import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useSubmit } from "@/account/useSubmit";
import { changeMe, changePassword, signOut } from "@/api/endpoints";
import { deleteAccount } from "@/api/own";
import { keys, useMe } from "@/api/queries";
import { Button } from "@/design/Button";
import { Field } from "@/design/Field";
import { showToast } from "@/design/Toasts";
import { useMessages } from "@/i18n";
import { useArea } from "@/i18n/area";
import { settingsWords } from "@/i18n/settings";

export function AccountSection() {
  const { data: me } = useMe();
  return (
    <div className="space-y-8">
      {me ? <NameForm key={me.name} name={me.name ?? ""} email={me.email} /> : null}
      {me?.email ? <PasswordForm /> : null}
      <Data />
      {me?.email ? <Deletion /> : null}
    </div>
  );
}

function Failure({ text }: { text: string | null }) {
  if (!text) return null;
  return (
    <p role="alert" className="text-sm text-danger">
      {text}
    </p>
  );
}

function NameForm({ name, email }: { name: string; email: string | null }) {
  const t = useMessages();
  const client = useQueryClient();
  const [text, setText] = useState(name);
  const form = useSubmit(async () => {
    client.setQueryData(keys.me, await changeMe({ name: text.trim() }));
    showToast(t.settings.saved);
  });
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <Field label={t.account.name} value={text} maxLength={200} autoComplete="name" onChange={(event) => setText(event.target.value)} />
      {email ? <Field label={t.account.email} value={email} disabled readOnly /> : <p className="text-sm text-soft">{t.settings.localOwner}</p>}
      <Failure text={form.failure} />
      <Button type="submit" size="sm" disabled={form.busy || text.trim() === name}>
        {t.common.save}
      </Button>
    </form>
  );
}

function PasswordForm() {
  const t = useMessages();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const form = useSubmit(async () => {
    await changePassword(current, next);
    setCurrent("");
    setNext("");
    showToast(t.account.resetDone);
  });
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <h4 className="font-medium">{t.settings.changePassword}</h4>
      <Field label={t.account.password} type="password" autoComplete="current-password" required value={current} onChange={(event) => setCurrent(event.target.value)} />
      <Field
        label={t.account.newPassword}
        hint={t.account.passwordHint}
        type="password"
        autoComplete="new-password"
        required
        value={next}
        onChange={(event) => setNext(event.target.value)}
      />
      <Failure text={form.failure} />
      <Button type="submit" size="sm" disabled={form.busy}>
        {t.settings.changePassword}
      </Button>
    </form>
  );
}

function Data() {
  const t = useMessages();
  const form = useSubmit(async () => {
    await signOut();
    location.assign("/");
  });
  return (
    <section className="flex flex-wrap gap-2 border-t border-line pt-5">
      <a
        href="/api/users/me/export"
        download
        className="inline-flex h-7 items-center rounded-md border border-line bg-surface px-2.5 text-sm font-medium hover:bg-hover"
      >
        {t.settings.exportData}
      </a>
      <Button size="sm" disabled={form.busy} onClick={() => void form.submit()}>
        {t.settings.signOut}
      </Button>
      <Failure text={form.failure} />
    </section>
  );
}

/** Two steps, for there is no way back. */
function Deletion() {
  const t = useMessages();
  const w = useArea(settingsWords);
  const [asked, setAsked] = useState(false);
  const form = useSubmit(async () => {
    await deleteAccount();
    location.assign("/");
  });
  return (
    <section className="space-y-2.5 border-t border-line pt-5">
      <h4 className="font-medium">{w.deleteAccount}</h4>
      <p className="text-sm text-soft">{w.deleteText}</p>
      {asked ? (
        <div className="flex gap-2">
          <Button size="sm" look="danger" disabled={form.busy} onClick={() => void form.submit()}>
            {w.deleteConfirm}
          </Button>
          <Button size="sm" onClick={() => setAsked(false)}>
            {t.common.cancel}
          </Button>
        </div>
      ) : (
        <Button size="sm" look="danger" onClick={() => setAsked(true)}>
          {w.deleteAccount}
        </Button>
      )}
      <Failure text={form.failure} />
    </section>
  );
}
