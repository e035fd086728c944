import clsx from "clsx";
import { Bot, GitBranch, GitCompareArrows, History, Redo2, RotateCcw, Undo2, UserRound } from "lucide-react";
import { useState } from "react";

import type { VersionSummary } from "@/api/contract";
import { Button } from "@/design/Button";
import { useLanguage, useMessages } from "@/i18n";
import { InlineCode } from "@/markdown/InlineCode";

import type { Editor } from "./useEditor";
import { useChanges, useVersionList } from "./useVersion";

interface VersionsViewProps {
  editor: Editor;
  /** The number of the version on the canvas. */
  shown: number;
  onShow: (number: number) => void;
  /** Compares the version on the canvas with another one, there. */
  onCompare: (against: number) => void;
}

/** Every state that the workflow had: who made it, why, and what was different. */
export default function VersionsView({ editor, shown, onShow, onCompare }: VersionsViewProps) {
  const t = useMessages();
  const versions = useVersionList(editor.workflowId).data ?? [];
  const [open, setOpen] = useState<number | null>(null);
  return (
    <div className="mx-auto max-w-2xl p-4">
      <h2 className="sr-only">{t.editing.versions}</h2>
      <ol className="overflow-hidden rounded-xl border border-line bg-surface">
        {versions.map((version) => (
          <li key={version.number} className="border-t border-line first:border-t-0">
            <VersionRow version={version} shown={version.number === shown} open={open === version.number} onToggle={() => setOpen(open === version.number ? null : version.number)} />
            {open === version.number ? (
              <Details version={version} versions={versions} editor={editor} shown={shown} onShow={onShow} onCompare={onCompare} />
            ) : null}
          </li>
        ))}
      </ol>
    </div>
  );
}

const STEPS = { undo: Undo2, redo: Redo2, branch: GitBranch };

function VersionRow({ version, shown, open, onToggle }: { version: VersionSummary; shown: boolean; open: boolean; onToggle: () => void }) {
  const t = useMessages();
  const language = useLanguage();
  const Icon = version.step === "change" ? (version.author === "assistant" ? Bot : UserRound) : STEPS[version.step];
  const author = version.author === "assistant" ? "NodePilot" : t.editing.you;
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(version.created_at));
  return (
    <button type="button" aria-expanded={open} onClick={onToggle} className="flex w-full items-start gap-3 px-3.5 py-2.5 text-left -outline-offset-2 hover:bg-hover">
      <span className={clsx("mt-0.5 flex size-7 shrink-0 items-center justify-center rounded-full", shown ? "bg-accent text-on-accent" : "bg-hover text-soft")}>
        <Icon className="size-4" aria-hidden />
      </span>
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 break-words">
          {version.step === "change" ? null : <span className="font-medium">{t.editing.stepped[version.step]}: </span>}
          {version.message ? <InlineCode text={version.message} /> : t.editing.noMessage}
        </span>
        <span className="block text-sm text-faint">
          {t.editing.versionLine(version.number, author)} · <time dateTime={version.created_at}>{moment}</time>
          {shown ? <span className="font-medium text-accent"> · {t.editing.shownNow}</span> : null}
        </span>
      </span>
    </button>
  );
}

interface DetailsProps extends VersionsViewProps {
  version: VersionSummary;
  versions: VersionSummary[];
}

function Details({ version, versions, editor, shown, onShow, onCompare }: DetailsProps) {
  const t = useMessages();
  const [against, setAgainst] = useState(version.number - 1);
  const changes = useChanges(editor.workflowId, against, version.number).data;
  const { number } = version;
  const others = versions.filter((other) => other.number !== number);
  return (
    <div className="space-y-2.5 px-3.5 pt-2 pb-3.5 pl-13.5 text-sm">
      {others.length ? (
        <label className="flex flex-wrap items-center gap-2 text-soft">
          {t.editing.changesSince}
          <select
            value={against}
            onChange={(event) => setAgainst(Number(event.target.value))}
            className="h-7 max-w-full rounded-md border border-line-strong bg-surface px-1.5 text-text"
          >
            {against === 0 ? <option value={0}>–</option> : null}
            {others.map((other) => (
              <option key={other.number} value={other.number}>
                {t.editing.versionNumber(other.number)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {changes ? (
        changes.length ? (
          <ul className="list-disc space-y-0.5 pl-4">
            {changes.map((change) => (
              <li key={`${change.kind}${change.node}${change.path}${change.text}`} className="break-words">
                <InlineCode text={change.text} />
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-faint">{t.editing.sameState}</p>
        )
      ) : null}
      <p className="text-faint">{t.editing.nodeCount(version.node_count)}</p>
      <div className="flex flex-wrap gap-2">
        {number === shown ? (
          against > 0 ? (
            <Button size="sm" onClick={() => onCompare(against)}>
              <GitCompareArrows className="size-3.5" aria-hidden />
              {t.editing.compareOnCanvas}
            </Button>
          ) : null
        ) : (
          <>
            <Button size="sm" onClick={() => onShow(number)}>
              <History className="size-3.5" aria-hidden />
              {t.editing.show}
            </Button>
            <Button size="sm" onClick={() => onCompare(number)}>
              <GitCompareArrows className="size-3.5" aria-hidden />
              {t.editing.compareWithShown}
            </Button>
          </>
        )}
        {number < editor.newest ? (
          <Button
            size="sm"
            disabled={editor.busy}
            onClick={() => {
              void editor.restore(number).then((done) => {
                if (done) onShow(editor.newest + 1);
              });
            }}
          >
            <RotateCcw className="size-3.5" aria-hidden />
            {t.editing.restore}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
