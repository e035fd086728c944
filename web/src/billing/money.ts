/** Prices as people write them: whole ones without cents. */
export function formatPrice(cents: number, currency: string, language: string): string {
  const whole = cents % 100 === 0;
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency: currency.toUpperCase(),
    minimumFractionDigits: whole ? 0 : 2,
    maximumFractionDigits: whole ? 0 : 2,
  }).format(cents / 100);
}

export function formatDay(time: string, language: string): string {
  return new Date(time).toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
}
