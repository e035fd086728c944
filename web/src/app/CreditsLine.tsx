import { Coins } from "lucide-react";

import { useBalance } from "@/api/queries";
import { useLanguage, useMessages } from "@/i18n";

import { PageLink } from "./PageLink";
import { useFrame } from "./shell";

/** What is left, where credits are limited; live. Leads to where they come from and went. */
export function CreditsLine() {
  const t = useMessages();
  const language = useLanguage();
  const { open } = useFrame();
  const { data: balance } = useBalance();
  return (
    <PageLink
      to="/billing"
      onGo={() => open("/billing")}
      className="flex h-9 w-full items-center gap-2.5 rounded-lg px-2.5 text-sm text-soft transition-colors hover:bg-hover hover:text-text"
    >
      <Coins className="size-4" aria-hidden />
      <span aria-live="polite">
        {!balance || balance.unlimited ? t.billing.label : t.credits.left(balance.available, new Intl.NumberFormat(language).format(balance.available))}
      </span>
    </PageLink>
  );
}
