/** The way to Stripe's pages, and changes of a plan. */

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { BuyablePlan } from "@/api/contract";
import type { ComeBack } from "@/api/endpoints";
import { changePlan, openCheckout, openPortal } from "@/api/endpoints";
import { ApiError } from "@/api/http";
import { keys } from "@/api/queries";
import { showToast } from "@/design/Toasts";
import { useMessages } from "@/i18n";

export function useBuying() {
  const t = useMessages();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (failure) {
      if (!(failure instanceof ApiError) || failure.unreachable) showToast(t.errors.unreachable);
      else showToast(failure.nextStep ? `${failure.message} ${failure.nextStep}` : failure.message);
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    buy: (plan: BuyablePlan, back: ComeBack) =>
      attempt(async () => location.assign((await openCheckout(plan, back)).url)),
    manage: () => attempt(async () => location.assign((await openPortal()).url)),
    change: (plan: "starter" | "pro") =>
      attempt(async () => {
        await changePlan(plan);
        showToast(t.billing.changing);
        await client.invalidateQueries({ queryKey: keys.billing });
      }),
  };
}
