import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useState } from "react";

import { forgotPassword, resetPassword, signIn, signUp } from "@/api/endpoints";
import type { AccountPage as Page } from "@/app/route";
import { navigate } from "@/app/route";
import { Button } from "@/design/Button";
import { Field } from "@/design/Field";
import { Logo } from "@/design/Logo";
import { showToast } from "@/design/Toasts";
import { useMessages } from "@/i18n";

import { useSubmit } from "./useSubmit";

/** Signing in and up, and setting a new password with the link from an operator or an email. */
export default function AccountPage({ page }: { page: Page }) {
  if (page === "sign-up") return <SignUp />;
  if (page !== "reset") return <SignIn />;
  return new URLSearchParams(location.search).has("token") ? <Reset /> : <Forgot />;
}

function useEntered(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    // Whatever was known belonged to nobody, or to somebody else.
    client.clear();
    navigate("/", { replace: true });
    await Promise.resolve();
  };
}

function SignIn() {
  const t = useMessages();
  const enter = useEntered();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const form = useSubmit(async () => {
    await signIn(email, password);
    await enter();
  });
  return (
    <Frame title={t.account.signIn} form={form} action={t.account.signIn} other={
        <>
          <Other text={t.account.noAccount} to="/sign-up" label={t.account.signUp} />
          <span className="mt-2 block">
            <Other text="" to="/reset" label={t.account.forgot} />
          </span>
        </>
      }
    >
      <Field label={t.account.email} type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.target.value)} />
      <Field
        label={t.account.password}
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </Frame>
  );
}

function SignUp() {
  const t = useMessages();
  const enter = useEntered();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const form = useSubmit(async () => {
    await signUp(email, password, name);
    await enter();
  });
  return (
    <Frame title={t.account.signUp} form={form} action={t.account.signUp} other={<Other text={t.account.haveAccount} to="/sign-in" label={t.account.signIn} />}>
      <Field label={t.account.name} autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} />
      <Field label={t.account.email} type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.target.value)} />
      <Field
        label={t.account.password}
        type="password"
        autoComplete="new-password"
        hint={t.account.passwordHint}
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </Frame>
  );
}

function Forgot() {
  const t = useMessages();
  const [email, setEmail] = useState("");
  const form = useSubmit(async () => {
    await forgotPassword(email);
    showToast(t.account.linkSent);
  });
  return (
    <Frame title={t.account.forgot} form={form} action={t.account.sendLink} other={<Other text="" to="/sign-in" label={t.account.signIn} />}>
      <Field label={t.account.email} type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.target.value)} />
    </Frame>
  );
}

function Reset() {
  const t = useMessages();
  const [password, setPassword] = useState("");
  const [token] = useState(() => new URLSearchParams(location.search).get("token") ?? "");
  const form = useSubmit(async () => {
    await resetPassword(token, password);
    showToast(t.account.resetDone);
    navigate("/sign-in", { replace: true });
  });
  return (
    <Frame title={t.account.reset} form={form} action={t.account.reset} other={<Other text="" to="/sign-in" label={t.account.signIn} />}>
      <Field
        label={t.account.newPassword}
        type="password"
        autoComplete="new-password"
        hint={t.account.passwordHint}
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </Frame>
  );
}

interface FrameProps {
  title: string;
  action: string;
  form: ReturnType<typeof useSubmit>;
  other: ReactNode;
  children: ReactNode;
}

function Frame({ title, action, form, other, children }: FrameProps) {
  return (
    <main className="flex h-full justify-center overflow-y-auto bg-surface p-6">
      <div className="m-auto w-full max-w-sm">
        <Logo className="mb-5 size-11" />
        <h1 className="mb-5 text-xl font-semibold tracking-tight">{title}</h1>
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            void form.submit();
          }}
        >
          {children}
          {form.failure ? (
            <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger">
              {form.failure}
            </p>
          ) : null}
          <Button type="submit" look="primary" className="w-full" disabled={form.busy}>
            {action}
          </Button>
        </form>
        <p className="mt-5 text-sm text-soft">{other}</p>
      </div>
    </main>
  );
}

function Other({ text, to, label }: { text: string; to: string; label: string }) {
  return (
    <>
      {text}{" "}
      <a
        href={to}
        onClick={(event) => {
          event.preventDefault();
          navigate(to);
        }}
        className="font-medium text-accent underline underline-offset-4"
      >
        {label}
      </a>
    </>
  );
}
