import clsx from "clsx";
import { Check } from "lucide-react";

import type { BuyablePlan, Plan, Subscription } from "@/api/contract";
import { Button } from "@/design/Button";
import { useLanguage, useMessages } from "@/i18n";

import { formatPrice } from "./money";

interface PlanOffersProps {
  plans: Plan[];
  subscription: Subscription | undefined;
  busy: boolean;
  onBuy: (plan: BuyablePlan) => void;
  onChange: (plan: "starter" | "pro") => void;
}

const buyable = (plan: Plan): plan is Plan & { id: BuyablePlan } => plan.id !== "trial";

/** What can be bought, side by side. */
export function PlanOffers({ plans, subscription, busy, onBuy, onChange }: PlanOffersProps) {
  const t = useMessages();
  const language = useLanguage();
  const subscribed = subscription !== undefined && subscription.standing !== "none";
  return (
    <ul className="grid gap-3 [grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr))]">
      {plans.filter(buyable).map((plan) => {
        const current = subscribed && subscription.plan === plan.id;
        const price = formatPrice(plan.cents, plan.currency, language);
        const count = new Intl.NumberFormat(language).format(plan.credits);
        return (
          <li
            key={plan.id}
            className={clsx("flex flex-col gap-3 rounded-xl border bg-surface p-4", current ? "border-accent" : "border-line")}
          >
            <div>
              <p className="font-medium">{plan.name}</p>
              <p className="mt-1 text-xl font-semibold tracking-tight">
                {price} <span className="text-sm font-normal text-soft">{plan.monthly ? t.billing.aMonth : t.billing.once}</span>
              </p>
              <p className="mt-1 text-sm text-soft">{plan.monthly ? t.billing.creditsAMonth(count) : t.billing.creditsForEver(count)}</p>
            </div>
            <div className="mt-auto">
              {current ? (
                <p className="flex h-9 items-center gap-1.5 text-sm font-medium text-accent">
                  <Check className="size-4" aria-hidden />
                  {t.billing.yours}
                </p>
              ) : (
                <Button
                  className="w-full"
                  look={plan.id === "pack" ? "outline" : "primary"}
                  disabled={busy}
                  onClick={() => {
                    if (subscribed && plan.id !== "pack") onChange(plan.id);
                    else onBuy(plan.id);
                  }}
                >
                  {subscribed && plan.monthly ? t.billing.changeTo(plan.name) : t.billing.choose(plan.name)}
                </Button>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
