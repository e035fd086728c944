import { useState } from "react";

import { useSubmit } from "@/account/useSubmit";
import { useGrant } from "@/api/administration";
import { Button } from "@/design/Button";
import { Field } from "@/design/Field";
import { showToast } from "@/design/Toasts";
import { useLanguage } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";

const MOST = 1_000_000;

/** Gives credits to one account, with the reason for the audit log. */
export function GrantForm({ id }: { id: string }) {
  const w = useArea(adminWords);
  const language = useLanguage();
  const grant = useGrant(id);
  const [amount, setAmount] = useState("");
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const form = useSubmit(async () => {
    await grant.mutateAsync({ amount: Number(amount), reason: reason.trim(), until: until || null });
    showToast(w.account.given(new Intl.NumberFormat(language).format(Number(amount))));
    setAmount("");
    setReason("");
    setUntil("");
  });
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={w.account.amount} type="number" required min={1} max={MOST} step={1} inputMode="numeric" value={amount} onChange={(event) => setAmount(event.target.value)} />
        <Field
          label={w.account.until}
          hint={w.account.untilHint}
          type="date"
          min={today}
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
      </div>
      <Field label={w.account.reason} hint={w.account.reasonHint} required maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      {form.failure ? (
        <p role="alert" className="text-sm text-danger">
          {form.failure}
        </p>
      ) : null}
      <Button type="submit" look="primary" disabled={form.busy || !amount || !reason.trim()}>
        {w.account.give}
      </Button>
    </form>
  );
}
