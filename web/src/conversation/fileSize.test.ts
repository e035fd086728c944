import { expect, it } from "vitest";

import { formatSize } from "./fileSize";

it("writes sizes in a unit that fits", () => {
  expect(formatSize(0, "en")).toBe("0 bytes");
  expect(formatSize(999, "en")).toBe("999 bytes");
  expect(formatSize(1234, "en")).toBe("1.2 kB");
  expect(formatSize(999_499, "en")).toBe("999.5 kB");
  expect(formatSize(10_000_000, "en")).toBe("10 MB");
  expect(formatSize(2_500_000, "de")).toBe("2,5 MB");
});
