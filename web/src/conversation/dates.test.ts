import { expect, it } from "vitest";

import { ageOf } from "./dates";

it("goes by calendar days, not by hours", () => {
  const now = new Date(2030, 4, 10, 0, 30);
  expect(ageOf(new Date(2030, 4, 10, 0, 1), now)).toBe("today");
  expect(ageOf(new Date(2030, 4, 9, 23, 59), now)).toBe("yesterday");
  expect(ageOf(new Date(2030, 4, 4, 12, 0), now)).toBe("week");
  expect(ageOf(new Date(2030, 4, 1), now)).toBe("older");
  expect(ageOf(new Date(2031, 0, 1), now)).toBe("today");
});
