/** Which operations of a node the words of a search mean. */

function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/[\u0300-\u036f]/g, "").toLowerCase();
}

/** Those with the most of the words, in their own order; none where no word of two letters or more is found. */
export function matchingOperations(operations: readonly string[], words: string, most: number): string[] {
  const wanted = fold(words)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);
  const counted = operations.map((operation) => {
    const text = fold(operation);
    return { operation, count: wanted.filter((word) => text.includes(word)).length };
  });
  const best = Math.max(0, ...counted.map(({ count }) => count));
  return best === 0
    ? []
    : counted
        .filter(({ count }) => count === best)
        .slice(0, most)
        .map(({ operation }) => operation);
}
