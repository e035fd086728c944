import { describe, expect, it } from "vitest";

import type { Balance, CreditLot } from "@/api/contract";

import { levelOf, trialDays } from "./level";

const NOW = Date.parse("2026-03-01T12:00:00Z");

const lot = (amount: number, remaining: number, more: Partial<CreditLot> = {}): CreditLot => ({
  id: "lot",
  origin: "bought",
  amount,
  remaining,
  expires_at: null,
  ...more,
});

const balance = (available: number, lots: CreditLot[], unlimited = false): Balance => ({
  balance: available,
  held: 0,
  available,
  unlimited,
  lots,
});

describe("the level", () => {
  it("is low from a fifth on, and none at nothing", () => {
    expect(levelOf(balance(26, [lot(125, 26)]))).toBe("fine");
    expect(levelOf(balance(25, [lot(125, 25)]))).toBe("low");
    expect(levelOf(balance(101, [lot(25, 1), lot(100, 100)]))).toBe("fine");
    expect(levelOf(balance(0, []))).toBe("none");
  });

  it("is fine where nothing is refused", () => {
    expect(levelOf(balance(-4, [], true))).toBe("fine");
  });
});

describe("the trial", () => {
  const trial = { origin: "trial", expires_at: "2026-03-04T11:00:00Z" } as const;

  it("counts the days that are left", () => {
    expect(trialDays(balance(20, [lot(25, 20, trial)]), NOW)).toBe(3);
    expect(trialDays(balance(20, [lot(25, 20, { ...trial, expires_at: "2026-03-01T12:30:00Z" })]), NOW)).toBe(1);
  });

  it("is over once something was bought, or where nothing is refused", () => {
    expect(trialDays(balance(120, [lot(25, 20, trial), lot(100, 100)]), NOW)).toBeNull();
    expect(trialDays(balance(20, [lot(25, 20, trial)], true), NOW)).toBeNull();
    expect(trialDays(balance(0, []), NOW)).toBeNull();
  });
});
