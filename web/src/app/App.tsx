import type { QueryClient } from "@tanstack/react-query";
import { QueryClientProvider } from "@tanstack/react-query";

import { lazy, Suspense } from "react";

import { ApiError } from "@/api/http";
import { useMe } from "@/api/queries";
import { useReturned } from "@/billing/useReturned";
import { Toasts } from "@/design/Toasts";
import { TooltipProvider } from "@/design/Tooltip";
import { useMessages } from "@/i18n";

import type { Route } from "./route";
import { useRoute } from "./route";
import { SharedPage } from "./SharedPage";
import { SignInNeeded } from "./SignInNeeded";
import { Workspace } from "./Workspace";

const AccountPage = lazy(() => import("@/account/AccountPage"));
const BillingPage = lazy(() => import("@/billing/BillingPage"));
const LibraryPage = lazy(() => import("@/library/LibraryPage"));

export function App({ client }: { client: QueryClient }) {
  const t = useMessages();
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider delayDuration={350} skipDelayDuration={150}>
        <Page />
        <Toasts closeLabel={t.common.close} />
      </TooltipProvider>
    </QueryClientProvider>
  );
}

function Page() {
  const route = useRoute();
  if (route.page === "shared") return <SharedPage token={route.token} />;
  if (route.page !== "chat" && route.page !== "workflows" && route.page !== "billing") {
    return (
      <Suspense fallback={null}>
        <AccountPage page={route.page} />
      </Suspense>
    );
  }
  return <Gate route={route} />;
}

function Gate({ route }: { route: Extract<Route, { page: "chat" | "workflows" | "billing" }> }) {
  const me = useMe();
  useReturned();
  if (me.error instanceof ApiError && me.error.status === 401) return <SignInNeeded />;
  if (route.page === "chat") return <Workspace conversationId={route.conversationId} />;
  return (
    <Suspense fallback={null}>
      {route.page === "billing" ? <BillingPage /> : <LibraryPage workflowId={route.workflowId} />}
    </Suspense>
  );
}
