import type { QueryClient } from "@tanstack/react-query";
import { QueryClientProvider } from "@tanstack/react-query";

import { lazy, Suspense } from "react";

import { ApiError } from "@/api/http";
import { useMe } from "@/api/queries";
import { useReturned } from "@/billing/useReturned";
import { Toasts } from "@/design/Toasts";
import { TooltipProvider } from "@/design/Tooltip";
import { useMessages } from "@/i18n";

import type { AccountPage as Account, Route } from "./route";
import { isOwnMachine, useRoute } from "./route";
import { SharedPage } from "./SharedPage";
import { Shell } from "./Shell";
import { SignInNeeded } from "./SignInNeeded";
import { Workspace } from "./Workspace";

const AccountPage = lazy(() => import("@/account/AccountPage"));
const AdminPage = lazy(() => import("@/admin/AdminPage"));
const BillingPage = lazy(() => import("@/billing/BillingPage"));
const HelpPage = lazy(() => import("@/help/HelpPage"));
const LibraryPage = lazy(() => import("@/library/LibraryPage"));
const NodesPage = lazy(() => import("@/nodes/NodesPage"));
const TemplatesPage = lazy(() => import("@/templates/TemplatesPage"));

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
  switch (route.page) {
    case "shared":
      return <SharedPage token={route.token} />;
    case "sign-in":
    case "sign-up":
    case "reset":
      return (
        <Suspense fallback={null}>
          <AccountPage page={route.page} />
        </Suspense>
      );
    default:
      return <Gate route={route} />;
  }
}

type FramedRoute = Exclude<Route, { page: "shared" | Account }>;

/** For those who are signed in. */
function Gate({ route }: { route: FramedRoute }) {
  const me = useMe();
  useReturned();
  if (me.error instanceof ApiError && me.error.status === 401) {
    return isOwnMachine(location.hostname) ? (
      <SignInNeeded />
    ) : (
      <Suspense fallback={null}>
        <AccountPage page="sign-in" />
      </Suspense>
    );
  }
  return (
    <Shell>
      <Suspense fallback={<main id="main" className="flex-1 bg-surface" />}>{pageOf(route)}</Suspense>
    </Shell>
  );
}

function pageOf(route: FramedRoute) {
  switch (route.page) {
    case "workflows":
      return <LibraryPage workflowId={route.workflowId} />;
    case "templates":
      return <TemplatesPage templateKey={route.templateKey} />;
    case "nodes":
      return <NodesPage nodeType={route.nodeType} />;
    case "billing":
      return <BillingPage />;
    case "help":
      return <HelpPage />;
    case "admin":
      return <AdminPage part={route.part} item={route.item} />;
    default:
      return <Workspace conversationId={route.conversationId} />;
  }
}
