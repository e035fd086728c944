import { Kbd } from "@/design/Kbd";
import { useMessages } from "@/i18n";

export function ShortcutsSection() {
  const t = useMessages();
  const rows: [string, string][] = [
    [t.palette.open, "Mod+K"],
    [t.sidebar.newChat, "Mod+Shift+O"],
    [t.palette.toggleSidebar, "Mod+B"],
    [t.palette.focusMessage, "/"],
    [t.composer.send, "Enter"],
    [t.settings.newLine, "Shift+Enter"],
    [t.composer.stop, "Esc"],
  ];
  return (
    <dl className="divide-y divide-line">
      {rows.map(([what, keys]) => (
        <div key={keys} className="flex items-center justify-between gap-4 py-2.5 text-sm">
          <dt>{what}</dt>
          <dd>
            <Kbd keys={keys} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
