import { useBalance, usePlans, useSubscription } from "@/api/queries";
import { LoadFailure } from "@/app/LoadFailure";
import { Page } from "@/app/Page";
import { Button } from "@/design/Button";
import { ListSkeleton } from "@/design/ListSkeleton";
import { Notice } from "@/design/Notice";
import { useLanguage, useMessages } from "@/i18n";

import { BalanceCard } from "./BalanceCard";
import { History } from "./History";
import { Invoices } from "./Invoices";
import { formatDay } from "./money";
import { PlanOffers } from "./PlanOffers";
import { StandingNotice } from "./StandingNotice";
import { useBuying } from "./useBuying";

/** Credits and the plan: what is left, what it was spent on, and how to get more. */
export default function BillingPage() {
  const t = useMessages();
  const language = useLanguage();
  const balance = useBalance();
  const plans = usePlans();
  const subscription = useSubscription();
  const buying = useBuying();
  const mine = subscription.data;
  const failed = [balance, plans, subscription].find(({ isError }) => isError);
  return (
    <Page title={t.billing.label} className="max-w-3xl space-y-8">
          {failed?.error ? <LoadFailure title={t.billing.failed} error={failed.error} onRetry={() => void failed.refetch()} /> : null}
          {failed || [balance, plans, subscription].every(({ isSuccess }) => isSuccess) ? (
            <>
              {mine ? <StandingNotice standing={mine.standing} busy={buying.busy} onManage={() => void buying.manage()} /> : null}
              <section aria-labelledby="billing-credits" className="space-y-3">
                <h2 id="billing-credits" className="font-semibold">
                  {t.billing.credits}
                </h2>
                <div className="rounded-xl border border-line bg-surface p-4">{balance.data ? <BalanceCard balance={balance.data} /> : null}</div>
              </section>
              {plans.data && !plans.data.enabled ? (
                <Notice tone="info" title={t.billing.off}>
                  {balance.data?.unlimited ? t.billing.offUnlimited : t.billing.offLimited}
                </Notice>
              ) : null}
              {plans.data?.enabled ? (
                <section aria-labelledby="billing-plan" className="space-y-3">
                  <div className="flex flex-wrap items-center gap-2">
                    <div className="flex-1">
                      <h2 id="billing-plan" className="font-semibold">
                        {t.billing.plan}
                      </h2>
                      {mine?.current_period_end && mine.standing !== "none" ? (
                        <p className="text-sm text-soft">
                          {(mine.renews ? t.billing.renews : t.billing.ends)(formatDay(mine.current_period_end, language))}
                        </p>
                      ) : null}
                    </div>
                    {mine && mine.status !== "none" ? (
                      <Button size="sm" disabled={buying.busy} onClick={() => void buying.manage()}>
                        {t.billing.manage}
                      </Button>
                    ) : null}
                  </div>
                  <PlanOffers
                    plans={plans.data.plans}
                    subscription={mine}
                    busy={buying.busy}
                    onBuy={(plan) => void buying.buy(plan, { to: "billing" })}
                    onChange={(plan) => void buying.change(plan)}
                  />
                </section>
              ) : null}
              <History />
              {plans.data?.enabled ? <Invoices /> : null}
            </>
          ) : (
            <ListSkeleton rows={6} label={t.common.loading} />
          )}
    </Page>
  );
}
