import { useMemo } from "react";

import { useMessages } from "@/i18n";

import type { PieceKind } from "./jsonLines";
import { piecesOf } from "./jsonLines";

const COLORS: Record<PieceKind, string> = {
  key: "text-code-key",
  string: "text-code-string",
  number: "text-code-number",
  word: "text-code-number",
  expression: "text-code-expression",
  plain: "",
};

/** Lines that are laid out together; those out of sight cost nothing. */
const BLOCK = 100;

export function JsonView({ json }: { json: string }) {
  const t = useMessages();
  const blocks = useMemo(() => {
    const lines = json.split("\n");
    return Array.from({ length: Math.ceil(lines.length / BLOCK) }, (_, index) => lines.slice(index * BLOCK, (index + 1) * BLOCK));
  }, [json]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre aria-label={t.workflow.json} tabIndex={0} className="h-full overflow-auto bg-surface py-3 font-mono text-xs leading-5 -outline-offset-2">
      <code className="json-lines block w-max min-w-full">
        {blocks.map((lines, block) => (
          // oxlint-disable-next-line react/no-array-index-key
          <span key={block} className="block [contain-intrinsic-size:auto_2000px] [content-visibility:auto]">
            {lines.map((line, index) => (
              // oxlint-disable-next-line react/no-array-index-key
              <span key={index} className="flex">
                <span className="sticky left-0 w-12 shrink-0 bg-surface pr-4 text-right text-faint select-none" data-line={block * BLOCK + index + 1} />
                <span className="pr-6 whitespace-pre">
                  {piecesOf(line).map((piece, at) => (
                    // oxlint-disable-next-line react/no-array-index-key
                    <span key={at} className={COLORS[piece.kind]}>
                      {piece.text}
                    </span>
                  ))}
                  {"\n"}
                </span>
              </span>
            ))}
          </span>
        ))}
      </code>
    </pre>
  );
}
