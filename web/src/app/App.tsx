import type { QueryClient } from "@tanstack/react-query";
import { QueryClientProvider } from "@tanstack/react-query";

import { ApiError } from "@/api/http";
import { useMe } from "@/api/queries";
import { Toasts } from "@/design/Toasts";
import { TooltipProvider } from "@/design/Tooltip";
import { useMessages } from "@/i18n";

import { SignInNeeded } from "./SignInNeeded";
import { Workspace } from "./Workspace";

export function App({ client }: { client: QueryClient }) {
  const t = useMessages();
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider delayDuration={350} skipDelayDuration={150}>
        <Gate />
        <Toasts closeLabel={t.common.close} />
      </TooltipProvider>
    </QueryClientProvider>
  );
}

function Gate() {
  const me = useMe();
  if (me.error instanceof ApiError && me.error.status === 401) return <SignInNeeded />;
  return <Workspace />;
}
