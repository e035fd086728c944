/** What changed between two texts, line by line. */

export interface DiffLine {
  kind: "same" | "added" | "removed";
  text: string;
}

/** A stretch without changes that is not worth showing. */
export interface Gap {
  kind: "gap";
  count: number;
}

const same = (text: string): DiffLine => ({ kind: "same", text });

/** The shortest way from one text to the other that leaves common lines alone. */
export function diffLines(before: string, after: string): DiffLine[] {
  const a = before.split("\n");
  const b = after.split("\n");
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [
    ...a.slice(0, start).map(same),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ];
}

function middle(a: string[], b: string[]): DiffLine[] {
  // longest[i][j]: common lines of a from i on and b from j on.
  const longest = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = longest[i] ?? new Uint32Array(0);
    for (let j = b.length - 1; j >= 0; j -= 1) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [old, made] = [a[i], b[j]];
    if (old !== undefined && old === made) {
      lines.push({ kind: "same", text: old });
      i += 1;
      j += 1;
    } else if (made === undefined || (old !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: "removed", text: old ?? "" });
      i += 1;
    } else {
      lines.push({ kind: "added", text: made });
      j += 1;
    }
  }
  return lines;
}

/** Changes with `around` lines before and after them; what lies between is counted. */
export function withGaps(lines: readonly DiffLine[], around = 3): (DiffLine | Gap)[] {
  const near = lines.map((_, index) => lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== "same"));
  const shown: (DiffLine | Gap)[] = [];
  lines.forEach((line, index) => {
    const last = shown.at(-1);
    if (near[index]) shown.push(line);
    else if (last?.kind === "gap") last.count += 1;
    else shown.push({ kind: "gap", count: 1 });
  });
  return shown;
}
