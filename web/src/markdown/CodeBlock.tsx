import { CopyButton } from "@/design/CopyButton";
import { useMessages } from "@/i18n";

export function CodeBlock({ code, language }: { code: string; language: string }) {
  const t = useMessages();
  return (
    <figure className="my-3 overflow-hidden rounded-lg border border-line bg-sunken">
      <figcaption className="flex h-8 items-center justify-between border-b border-line pr-1 pl-3 text-xs text-faint">
        {language || "text"}
        <CopyButton text={() => code} label={t.common.copy} doneLabel={t.common.copied} failed={t.workflow.copyFailed} />
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className="max-h-96 overflow-auto p-3 font-mono text-xs leading-5" tabIndex={0}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
