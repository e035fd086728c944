import { RotateCcw } from "lucide-react";

import { usePlans, useSubscription } from "@/api/queries";
import { writeDraft } from "@/conversation/drafts";
import { NEW } from "@/conversation/turns";
import { Button } from "@/design/Button";
import { Notice } from "@/design/Notice";
import { useMessages } from "@/i18n";

import { PlanOffers } from "./PlanOffers";
import { useBuying } from "./useBuying";

interface OutOfCreditsProps {
  /** The conversation in which it happened, as drafts are named. */
  scope: string;
  /** What was asked for and not answered. It is in the box again when one comes back. */
  message: string;
  onAgain: (() => void) | null;
}

/** An answer that no credit was left for: what to buy, and the way back. */
export default function OutOfCredits({ scope, message, onAgain }: OutOfCreditsProps) {
  const t = useMessages();
  const plans = usePlans();
  const subscription = useSubscription();
  const buying = useBuying();
  const buy = (plan: "starter" | "pro" | "pack") => {
    writeDraft(scope, message);
    void buying.buy(plan, scope === NEW ? { to: "chat" } : { to: "chat", conversation: scope });
  };
  return (
    <Notice
      tone="warning"
      title={t.billing.none}
      actions={
        onAgain ? (
          <Button size="sm" onClick={onAgain}>
            <RotateCcw className="size-3.5" aria-hidden />
            {t.common.retry}
          </Button>
        ) : null
      }
    >
      <p className="mb-3">{plans.data && !plans.data.enabled ? t.billing.offLimited : t.billing.noneText}</p>
      {plans.data?.enabled ? (
        <PlanOffers
          plans={plans.data.plans}
          subscription={subscription.data}
          busy={buying.busy}
          onBuy={buy}
          onChange={(plan) => void buying.change(plan)}
        />
      ) : null}
    </Notice>
  );
}
