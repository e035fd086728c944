import { describe, expect, it } from "vitest";

import { matchingOperations } from "./matching";

const operations = ["Delete a message", "Send a message", "Send message and wait for response", "Get a channel"];

describe("matchingOperations", () => {
  it("names those with the most of the words", () => {
    expect(matchingOperations(operations, "send a MESSAGE to slack", 5)).toEqual(["Send a message", "Send message and wait for response"]);
    expect(matchingOperations(operations, "send message", 1)).toEqual(["Send a message"]);
  });

  it("names none where nothing fits", () => {
    expect(matchingOperations(operations, "slack", 5)).toEqual([]);
    expect(matchingOperations(operations, "a", 5)).toEqual([]);
    expect(matchingOperations([], "send", 5)).toEqual([]);
  });
});
