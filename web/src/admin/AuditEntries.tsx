import type { AuditEntry } from "@/api/administration";
import { useMe } from "@/api/queries";
import { own } from "@/graph/own";
import { useLanguage } from "@/i18n";
import { adminWords } from "@/i18n/admin";
import { useArea } from "@/i18n/area";

/** Lines of the audit log: when, who, what, and the details as they were written down. */
export function AuditEntries({ entries }: { entries: AuditEntry[] }) {
  return (
    <ol className="divide-y divide-line">
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const w = useArea(adminWords);
  const language = useLanguage();
  const { data: me } = useMe();
  const who = entry.actor_id === null ? w.audit.operator : entry.actor_id === me?.id ? w.audit.you : entry.actor_id;
  const details = Object.entries(entry.detail).filter(([, value]) => value !== null && value !== "");
  return (
    <li className="flex flex-wrap gap-x-4 gap-y-0.5 py-2.5 text-sm">
      <time dateTime={entry.created_at} className="tabular w-36 shrink-0 text-soft">
        {new Date(entry.created_at).toLocaleString(language, { dateStyle: "short", timeStyle: "short" })}
      </time>
      <div className="min-w-48 flex-1">
        <p className="font-medium">{own(w.audit.actions, entry.action) ?? entry.action}</p>
        <p className="text-xs break-all text-soft">
          {who}
          {entry.subject_id ? ` ${w.audit.about} ${entry.subject_id}` : ""}
        </p>
        {details.length ? (
          <p className="mt-0.5 text-xs break-words text-faint">{details.map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`).join(" · ")}</p>
        ) : null}
      </div>
    </li>
  );
}
