import { useState } from "react";

import { useBalance } from "@/api/queries";
import { navigate } from "@/app/route";
import { useLanguage, useMessages } from "@/i18n";

import { levelOf, trialDays } from "./level";

/** A line above the box: how long the trial lasts, and when credits run out. */
export function CreditsNotice() {
  const t = useMessages();
  const language = useLanguage();
  const { data: balance } = useBalance();
  const [now] = useState(() => Date.now());
  if (!balance) return null;
  const level = levelOf(balance);
  const days = trialDays(balance, now);
  if (level === "fine" && days === null) return null;
  const count = new Intl.NumberFormat(language).format(balance.available);
  const left = t.credits.left(balance.available, count);
  const words = level === "none" ? t.billing.none : days === null ? left : t.billing.trial(left, days);
  return (
    <p role="status" className="flex flex-wrap items-center justify-center gap-x-2 px-3 pb-1.5 text-center text-xs text-soft">
      <span className={level === "fine" ? undefined : "font-medium text-warning"}>{words}</span>
      <a
        href="/billing"
        onClick={(event) => {
          event.preventDefault();
          navigate("/billing");
        }}
        className="inline-block py-1 font-medium text-accent underline underline-offset-2"
      >
        {t.billing.seePlans}
      </a>
    </p>
  );
}
