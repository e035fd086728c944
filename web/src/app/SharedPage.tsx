import { useMemo, useState } from "react";

import { ApiError } from "@/api/http";
import { useShared } from "@/api/queries";
import { Thread } from "@/conversation/Thread";
import { exchangesOf, shownExchange } from "@/conversation/thread";
import { Logo } from "@/design/Logo";
import { Notice } from "@/design/Notice";
import { useMessages } from "@/i18n";
import type { PanelTab } from "@/workflow/WorkflowPanel";
import { WorkflowPanel } from "@/workflow/WorkflowPanel";

import { BESIDE, useMedia } from "./media";
import { SplitView } from "./SplitView";

/** A conversation that somebody shared: to read, and to take its workflows along. */
export function SharedPage({ token }: { token: string }) {
  const t = useMessages();
  const beside = useMedia(BESIDE);
  const query = useShared(token);
  const exchanges = useMemo(() => exchangesOf(query.data?.messages ?? [], []), [query.data]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [tab, setTab] = useState<PanelTab>("canvas");
  const [selected, setSelected] = useState<string | null>(null);
  const [sheetOpen, setSheetOpen] = useState(false);
  const shown = shownExchange(exchanges, chosen);
  const drawn = exchanges.filter(({ answer }) => answer?.workflow);
  const choose = (key: string | null) => {
    setChosen(key);
    setSelected(null);
  };
  const chat = (
    <>
      <header className="flex h-12 shrink-0 items-center gap-2.5 border-b border-line px-3">
        <Logo className="size-6" />
        <div className="min-w-0 flex-1 leading-tight">
          <h1 className="truncate text-sm font-medium">{query.data?.title ?? t.share.shared}</h1>
          <p className="truncate text-2xs text-faint">{t.share.shared}</p>
        </div>
        <a href="/" className="shrink-0 rounded-lg px-2 py-1 text-sm font-medium text-accent hover:bg-hover">
          {t.share.own}
        </a>
      </header>
      {query.isError ? (
        <div className="mx-auto w-full max-w-lg p-4 pt-12">
          <SharedError error={query.error} />
        </div>
      ) : (
        <Thread
          scope={`shared-${token}`}
          exchanges={exchanges}
          shownKey={shown?.key ?? null}
          running={false}
          onShow={(key) => {
            choose(key);
            setSheetOpen(true);
          }}
          onOpenNode={(key, node) => {
            choose(key);
            setTab("canvas");
            setSelected(node || null);
            setSheetOpen(true);
          }}
          earlier={null}
            talk={null}
        />
      )}
    </>
  );
  const panel = shown ? (
    <WorkflowPanel
      answer={shown.answer}
      request={shown.request}
      scope={`shared-${token}`}
      building={false}
      versions={{
        number: drawn.indexOf(shown) + 1,
        total: drawn.length,
        onGo: (number) => choose(drawn[number - 1]?.key ?? null),
        before: drawn[drawn.indexOf(shown) - 1]?.answer?.workflow ?? null,
      }}
      tab={tab}
      onTab={setTab}
      selected={selected}
      onSelect={setSelected}
      onBack={beside ? null : () => setSheetOpen(false)}
      onCloseOpened={null}
    />
  ) : null;
  return (
    <div className="flex h-full">
      <SplitView chat={chat} panel={panel} sheetOpen={sheetOpen} />
    </div>
  );
}

function SharedError({ error }: { error: Error }) {
  const t = useMessages();
  if (error instanceof ApiError && error.unreachable) {
    return (
      <Notice tone="danger" title={t.errors.unreachable}>
        {t.errors.unreachableNext}
      </Notice>
    );
  }
  return (
    <Notice tone="danger" title={t.share.gone}>
      {t.share.goneNext}
    </Notice>
  );
}
