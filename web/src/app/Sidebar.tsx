import { Blocks, CircleHelp, Command as CommandIcon, LayoutTemplate, PanelLeftClose, Search, Settings, ShieldCheck, SquarePen, Workflow as WorkflowIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useState } from "react";

import type { ConversationSummary } from "@/api/contract";
import { changeConversation } from "@/api/endpoints";
import { ApiError } from "@/api/http";
import { useConversationCache, useConversations, useMe } from "@/api/queries";
import { ConversationList } from "@/conversation/ConversationList";
import { SearchResults } from "@/conversation/SearchResults";
import { announceDeletion, cancelDeletion, carryOutDeletion, usePendingDeletions } from "@/conversation/deletions";
import { IconButton } from "@/design/IconButton";
import { Kbd } from "@/design/Kbd";
import { Logo } from "@/design/Logo";
import { showToast } from "@/design/Toasts";
import { Tooltip } from "@/design/Tooltip";
import { useMessages } from "@/i18n";

import { CreditsLine } from "./CreditsLine";
import { PageLink } from "./PageLink";
import type { Route } from "./route";
import { currentConversation, navigate, pathOf, useRoute } from "./route";
import { useFrame } from "./shell";
import { useSettled } from "./useSettled";

export function Sidebar({ onPalette }: { onPalette: () => void }) {
  const t = useMessages();
  const { open, openSettings, share, showMemory, startNew, toggleSidebar } = useFrame();
  const route = useRoute();
  const { data: me } = useMe();
  const query = useConversations();
  const cache = useConversationCache();
  const deleted = usePendingDeletions();
  const [search, setSearch] = useState("");
  const words = useSettled(search.trim(), 200);
  const all = (query.data ?? []).filter(({ id }) => !deleted.has(id));

  const change = async (id: string, changes: { title?: string; pinned?: boolean }) => {
    if (changes.title !== undefined) cache.setTitle(id, changes.title);
    if (changes.pinned !== undefined) cache.setPinned(id, changes.pinned);
    try {
      await changeConversation(id, changes);
    } catch (error) {
      showToast(error instanceof ApiError && !error.unreachable ? error.message : t.errors.unreachable);
      await cache.refresh(id);
    }
  };
  const remove = ({ id }: ConversationSummary) => {
    const wasOpen = currentConversation() === id;
    if (wasOpen) navigate("/");
    announceDeletion(id);
    const carryOut = () =>
      carryOutDeletion(id, (failure) => {
        cache.remove(id);
        if (failure) showToast(t.errors.unreachable);
        return cache.refresh(null);
      });
    showToast(t.sidebar.deleted, {
      action: {
        label: t.common.undo,
        run: () => {
          cancelDeletion(id);
          if (wasOpen) navigate(pathOf(id));
        },
      },
      onGone: () => void carryOut(),
    });
  };
  const openOne = (id: string) => open(pathOf(id));
  return (
    <nav aria-label={t.sidebar.label} data-tour="sidebar" className="flex h-full w-64 flex-col bg-sunken">
      <div className="flex h-12 shrink-0 items-center gap-2 px-3">
        <Logo className="size-6" />
        <span className="flex-1 font-semibold tracking-tight">NodePilot</span>
        <IconButton label={t.sidebar.hide} shortcut="Mod+B" onClick={toggleSidebar}>
          <PanelLeftClose className="size-4" aria-hidden />
        </IconButton>
      </div>
      <div className="space-y-1.5 px-2 pb-2">
        <button
          type="button"
          onClick={startNew}
          className="flex h-9 w-full items-center gap-2.5 rounded-lg border border-line bg-surface px-2.5 text-sm font-medium shadow-1 transition-colors hover:border-line-strong hover:bg-hover"
        >
          <SquarePen className="size-4 text-accent" aria-hidden />
          {t.sidebar.newChat}
        </button>
        <ul>
          <PageEntry page="workflows" label={t.library.label} icon={<WorkflowIcon />} />
          <PageEntry page="templates" label={t.templates.title} icon={<LayoutTemplate />} />
          <PageEntry page="nodes" label={t.pages.nodes} icon={<Blocks />} />
        </ul>
        {all.length > 4 ? (
          <div className="relative">
            <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" aria-hidden />
            <input
              type="search"
              aria-label={t.sidebar.search}
              placeholder={t.sidebar.search}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              className="h-8 w-full rounded-lg bg-transparent pr-2 pl-9 text-sm -outline-offset-2 placeholder:text-faint hover:bg-hover focus:bg-surface"
            />
          </div>
        ) : null}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        {query.isError ? <p className="px-2.5 py-2 text-sm text-danger">{t.sidebar.failed}</p> : null}
        {query.data && all.length === 0 ? <p className="px-2.5 py-2 text-sm text-faint">{t.sidebar.empty}</p> : null}
        {words ? (
          <SearchResults words={words} hidden={deleted} onOpen={openOne} />
        ) : (
          <ConversationList
            conversations={all}
            selected={route.page === "chat" ? route.conversationId : null}
            onOpen={openOne}
            onRename={(id, title) => void change(id, { title })}
            onPin={(id, pinned) => void change(id, { pinned })}
            onShare={share}
            onMemory={showMemory}
            onDelete={remove}
          />
        )}
      </div>
      <div className="shrink-0 border-t border-line p-2">
        <CreditsLine />
        <button
          type="button"
          onClick={onPalette}
          data-tour="commands"
          className="flex h-9 w-full items-center gap-2.5 rounded-lg px-2.5 text-sm text-soft transition-colors hover:bg-hover hover:text-text"
        >
          <CommandIcon className="size-4" aria-hidden />
          <span className="flex-1 text-left">{t.palette.label}</span>
          <Kbd keys="Mod+K" />
        </button>
        <div className="flex items-center">
          <button
            type="button"
            onClick={() => openSettings("general")}
            className="flex h-9 min-w-0 flex-1 items-center gap-2.5 rounded-lg px-2.5 text-sm text-soft transition-colors hover:bg-hover hover:text-text"
          >
            <Settings className="size-4 shrink-0" aria-hidden />
            <span className="truncate">{t.settings.label}</span>
          </button>
          {me?.is_admin ? <IconLink page="admin" label={t.pages.admin} icon={<ShieldCheck />} /> : null}
          <IconLink page="help" label={t.pages.help} icon={<CircleHelp />} />
        </div>
      </div>
    </nav>
  );
}

interface EntryProps {
  page: Route["page"];
  label: string;
  icon: ReactNode;
}

function PageEntry({ page, label, icon }: EntryProps) {
  const { open } = useFrame();
  const here = useRoute().page === page;
  const to = `/${page}`;
  return (
    <li>
      <PageLink
        to={to}
        onGo={() => open(to)}
        aria-current={here ? "page" : undefined}
        className="flex h-9 items-center gap-2.5 rounded-lg px-2.5 text-sm text-soft transition-colors hover:bg-hover hover:text-text aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-text [&>svg]:size-4"
      >
        {icon}
        {label}
      </PageLink>
    </li>
  );
}

function IconLink({ page, label, icon }: EntryProps) {
  const { open } = useFrame();
  const here = useRoute().page === page;
  const to = `/${page}`;
  return (
    <Tooltip text={label} side="top">
      <PageLink
        to={to}
        onGo={() => open(to)}
        aria-label={label}
        aria-current={here ? "page" : undefined}
        className="flex size-9 items-center justify-center rounded-lg text-soft transition-colors hover:bg-hover hover:text-text aria-[current=page]:bg-hover aria-[current=page]:text-text [&>svg]:size-4"
      >
        {icon}
      </PageLink>
    </Tooltip>
  );
}
