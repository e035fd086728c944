import type { FoundConversation } from "@/api/contract";
import { useSearch } from "@/api/queries";
import { pathOf } from "@/app/route";
import { useMessages } from "@/i18n";

interface SearchResultsProps {
  words: string;
  hidden: ReadonlySet<string>;
  onOpen: (id: string) => void;
}

/** Conversations in which the words were said, each with the place where. */
export function SearchResults({ words, hidden, onOpen }: SearchResultsProps) {
  const t = useMessages();
  const query = useSearch(words);
  const found = (query.data ?? []).filter(({ id }) => !hidden.has(id));
  if (query.isError) return <p className="px-2.5 py-2 text-sm text-danger">{t.sidebar.failed}</p>;
  if (query.isPending) return <p className="px-2.5 py-2 text-sm text-faint">{t.common.loading}…</p>;
  if (found.length === 0) return <p className="px-2.5 py-2 text-sm text-faint">{t.sidebar.nothingFound}</p>;
  return (
    <ul>
      {found.map((conversation) => (
        <Result key={conversation.id} conversation={conversation} onOpen={onOpen} />
      ))}
    </ul>
  );
}

function Result({ conversation, onOpen }: { conversation: FoundConversation; onOpen: (id: string) => void }) {
  const { id, title, excerpt } = conversation;
  return (
    <li>
      <a
        href={pathOf(id)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(id);
        }}
        className="block rounded-lg px-2.5 py-1.5 -outline-offset-2 transition-colors hover:bg-hover"
      >
        <span className="block truncate text-sm">{title}</span>
        <span className="line-clamp-2 text-xs break-words text-faint">{excerpt}</span>
      </a>
    </li>
  );
}
