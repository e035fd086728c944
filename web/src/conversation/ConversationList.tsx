import clsx from "clsx";
import { Ellipsis } from "lucide-react";
import { useState } from "react";

import type { ConversationSummary } from "@/api/contract";
import { pathOf } from "@/app/route";
import { useMessages } from "@/i18n";

import type { ConversationActions } from "./ConversationMenu";
import { ConversationMenu } from "./ConversationMenu";
import { ageOf } from "./dates";

interface ConversationListProps extends ConversationActions {
  conversations: ConversationSummary[];
  selected: string | null;
  onOpen: (id: string) => void;
}

type Group = "pinned" | "today" | "yesterday" | "week" | "older";
const GROUPS: Group[] = ["pinned", "today", "yesterday", "week", "older"];

export function ConversationList({ conversations, selected, ...actions }: ConversationListProps) {
  const t = useMessages();
  const [now] = useState(() => new Date());
  const groups = new Map<Group, ConversationSummary[]>();
  for (const conversation of conversations) {
    const group: Group = conversation.pinned ? "pinned" : ageOf(new Date(conversation.updated_at), now);
    groups.set(group, [...(groups.get(group) ?? []), conversation]);
  }
  return (
    <div className="space-y-4">
      {GROUPS.filter((group) => groups.has(group)).map((group) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`} className="px-2.5 pb-1 text-xs font-medium text-faint">
            {t.sidebar[group]}
          </h2>
          <ul>
            {(groups.get(group) ?? []).map((conversation) => (
              <Row key={conversation.id} conversation={conversation} selected={conversation.id === selected} {...actions} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface RowProps extends Omit<ConversationListProps, "conversations" | "selected"> {
  conversation: ConversationSummary;
  selected: boolean;
}

function Row({ conversation, selected, onOpen, onRename, ...actions }: RowProps) {
  const t = useMessages();
  const [editing, setEditing] = useState(false);
  const { id, title } = conversation;
  if (editing) {
    return (
      <li>
        <TitleEditor
          title={title}
          label={t.sidebar.renameLabel}
          onDone={(next) => {
            setEditing(false);
            if (next && next !== title) onRename(id, next);
          }}
        />
      </li>
    );
  }
  return (
    <li className="group relative">
      <a
        href={pathOf(id)}
        aria-current={selected ? "page" : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(id);
        }}
        onDoubleClick={() => setEditing(true)}
        className={clsx(
          "block h-8 truncate rounded-lg py-1.5 pr-8 pl-2.5 text-sm leading-5 -outline-offset-2 transition-colors",
          selected ? "bg-hover font-medium text-text" : "text-soft hover:bg-hover hover:text-text",
        )}
      >
        {title}
      </a>
      <span className="absolute inset-y-0 right-0.5 flex items-center opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-[[data-state=open]]:opacity-100 pointer-coarse:opacity-100">
        <ConversationMenu
          conversation={conversation}
          onEditTitle={() => setEditing(true)}
          trigger={
            <button
              type="button"
              aria-label={t.sidebar.options(title)}
              className="flex size-7 items-center justify-center rounded-md text-faint hover:bg-line hover:text-text"
            >
              <Ellipsis className="size-4" aria-hidden />
            </button>
          }
          {...actions}
        />
      </span>
    </li>
  );
}

function selectSoon(input: HTMLInputElement | null): void {
  setTimeout(() => input?.select(), 0);
}

function TitleEditor({ title, label, onDone }: { title: string; label: string; onDone: (title: string | null) => void }) {
  const [text, setText] = useState(title);
  return (
    <input
      aria-label={label}
      value={text}
      maxLength={200}
      // The menu hands the focus back to its button when it closes: take it after that.
      ref={selectSoon}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onDone(text.trim())}
      onKeyDown={(event) => {
        if (event.key === "Enter") onDone(text.trim());
        if (event.key === "Escape") onDone(null);
      }}
      className="h-8 w-full rounded-lg border border-accent bg-surface px-2 text-sm -outline-offset-1"
    />
  );
}
