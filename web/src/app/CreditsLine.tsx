import { Coins } from "lucide-react";

import { useBalance } from "@/api/queries";
import { useLanguage, useMessages } from "@/i18n";

/** What is left, where credits are limited; live. */
export function CreditsLine() {
  const t = useMessages();
  const language = useLanguage();
  const { data: balance } = useBalance();
  if (!balance || balance.unlimited) return null;
  return (
    <p className="flex h-8 items-center gap-2.5 px-2.5 text-sm text-soft" aria-live="polite">
      <Coins className="size-4" aria-hidden />
      {t.credits.left(balance.available, new Intl.NumberFormat(language).format(balance.available))}
    </p>
  );
}
