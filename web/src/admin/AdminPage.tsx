import { Cpu, FilePen, FlaskConical, Inbox, ScrollText, ShieldX, ThumbsUp, Users } from "lucide-react";
import type { ReactNode } from "react";
import { useEffect, useRef } from "react";

import { useMe } from "@/api/queries";
import { Page } from "@/app/Page";
import { PageLink } from "@/app/PageLink";
import { useMessages } from "@/i18n";
import { useArea } from "@/i18n/area";
import { adminWords } from "@/i18n/admin";
import type { AdminWords } from "@/i18n/admin/en";
import { InlineCode } from "@/markdown/InlineCode";
import { EmptyState } from "@/workflow/EmptyState";

import { AuditLog } from "./AuditLog";
import { Experiments } from "./Experiments";
import { Likings } from "./Likings";
import { Messages } from "./Messages";
import { Models } from "./Models";
import { People } from "./People";
import { Prompts } from "./Prompts";

interface Part {
  name: keyof AdminWords["parts"];
  icon: ReactNode;
  body: (item: string | null) => ReactNode;
}

const PARTS: Part[] = [
  { name: "people", icon: <Users />, body: () => <People /> },
  { name: "prompts", icon: <FilePen />, body: (item) => <Prompts name={item} /> },
  { name: "models", icon: <Cpu />, body: () => <Models /> },
  { name: "experiments", icon: <FlaskConical />, body: () => <Experiments /> },
  { name: "messages", icon: <Inbox />, body: () => <Messages /> },
  { name: "feedback", icon: <ThumbsUp />, body: () => <Likings /> },
  { name: "audit", icon: <ScrollText />, body: () => <AuditLog /> },
];

/** What administrators see and do; the address names the part. */
export default function AdminPage({ part, item }: { part: string; item: string | null }) {
  const t = useMessages();
  const w = useArea(adminWords);
  const me = useMe();
  const list = useRef<HTMLUListElement>(null);
  // On a phone the list is wider than the window.
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [part, me.data]);
  const shown = PARTS.find(({ name }) => name === part) ?? PARTS[0];
  if (me.data && !me.data.is_admin) {
    return (
      <Page title={t.pages.admin}>
        <EmptyState icon={<ShieldX />} title={w.notYours} text={<InlineCode text={w.notYoursText} />} />
      </Page>
    );
  }
  const tabs = (
    <nav aria-label={t.pages.admin} className="shrink-0 border-b border-line px-3">
      <ul ref={list} className="flex gap-0.5 overflow-x-auto py-2 [scrollbar-width:none]">
        {PARTS.map(({ name, icon }) => (
          <li key={name}>
            <PageLink
              to={`/admin/${name}`}
              aria-current={name === shown?.name ? "page" : undefined}
              className="flex h-8 shrink-0 items-center gap-1.5 rounded-lg px-2.5 text-sm font-medium whitespace-nowrap text-soft -outline-offset-2 transition-colors hover:bg-hover hover:text-text aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent [&>svg]:size-4 max-sm:[&>svg]:hidden"
            >
              {icon}
              {w.parts[name]}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
  return (
    <Page title={t.pages.admin} bar={tabs} className="max-w-4xl">
      {me.data ? shown?.body(item) : null}
    </Page>
  );
}
