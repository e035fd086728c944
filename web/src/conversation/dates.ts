/** Which part of the conversation list a date belongs to. */

export type Age = "today" | "yesterday" | "week" | "older";

const DAY = 86_400_000;

export function ageOf(date: Date, now: Date): Age {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const time = date.getTime();
  if (time >= midnight) return "today";
  if (time >= midnight - DAY) return "yesterday";
  return time >= midnight - 6 * DAY ? "week" : "older";
}
