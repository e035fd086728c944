const UNITS = ["byte", "kilobyte", "megabyte"] as const;

/** "1.2 kB", in the language's own way. */
export function formatSize(bytes: number, language: string): string {
  const step = bytes < 1000 ? 0 : bytes < 999_500 ? 1 : 2;
  const format = new Intl.NumberFormat(language, {
    style: "unit",
    unit: UNITS[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: bytes < 1000 ? 0 : 1,
  });
  return format.format(bytes / 1000 ** step);
}
