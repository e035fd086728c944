import { expect, it } from "vitest";

import { formatDuration, wantedLanguage } from ".";

it("follows the browser unless a language was chosen", () => {
  expect(wantedLanguage(null, ["pt-BR", "en-GB"])).toBe("en");
  expect(wantedLanguage(null, [])).toBe("en");
  expect(wantedLanguage("en", ["de"])).toBe("en");
});

it("writes durations in a unit that fits", () => {
  expect(formatDuration(0.84, "en")).toBe("840 µs");
  expect(formatDuration(3.25, "en")).toBe("3.3 ms");
  expect(formatDuration(38.4, "en")).toBe("38 ms");
  expect(formatDuration(1440, "de")).toBe("1,4 s");
});
