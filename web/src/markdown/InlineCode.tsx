import { memo } from "react";

/** One line of text whose `code` stands out; nothing else in it is Markdown. */
export const InlineCode = memo(function InlineCode({ text }: { text: string }) {
  return text.split(/(`[^`\n]+`)/).map((part, index) =>
    index % 2 === 1 ? (
      // The parts of a text do not move.
      // oxlint-disable-next-line react/no-array-index-key
      <code key={index} className="rounded border border-line bg-sunken px-1 font-mono text-[0.88em]">
        {part.slice(1, -1)}
      </code>
    ) : (
      part
    ),
  );
});
