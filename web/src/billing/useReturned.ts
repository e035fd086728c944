/** Back from Stripe's page, which names in the address what came of it. */

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { settleCheckout } from "@/api/endpoints";
import { keys } from "@/api/queries";
import { showToast } from "@/design/Toasts";
import { useMessages } from "@/i18n";

export function useReturned(): void {
  const t = useMessages();
  const client = useQueryClient();
  useEffect(() => {
    const query = new URLSearchParams(location.search);
    const paid = query.get("paid");
    if (paid === null) return;
    history.replaceState(null, "", location.pathname);
    if (paid === "no") {
      showToast(t.billing.notPaid);
      return;
    }
    void (async () => {
      try {
        await settleCheckout(query.get("checkout") ?? "");
        showToast(t.billing.paid);
      } catch {
        // Stripe's own message brings what was paid, whatever became of this question.
        showToast(t.billing.paidLater);
      }
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.balance }),
        client.invalidateQueries({ queryKey: keys.billing }),
      ]);
    })();
    // Once for each time that the page is loaded, whatever the language becomes.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}
