import { KeyRound } from "lucide-react";

import { useMessages } from "@/i18n";

import { navigate } from "./route";

/** Nobody is signed in. On the machine where it runs the one-time address from the terminal is the way in. */
export function SignInNeeded() {
  const t = useMessages();
  return (
    <main className="flex h-full items-center justify-center p-6">
      <div className="max-w-md space-y-3">
        <span className="flex size-11 items-center justify-center rounded-2xl bg-accent-soft text-accent">
          <KeyRound className="size-5" aria-hidden />
        </span>
        <h1 className="text-xl font-semibold">{t.errors.signInTitle}</h1>
        <p className="text-soft">{t.errors.signInText}</p>
        <p className="text-sm text-faint">{t.errors.signInAgain}</p>
        <a
          href="/sign-in"
          onClick={(event) => {
            event.preventDefault();
            navigate("/sign-in");
          }}
          className="inline-block pt-2 text-sm font-medium text-accent underline underline-offset-4"
        >
          {t.account.orSignIn}
        </a>
      </div>
    </main>
  );
}
