import { describe, expect, it } from "vitest";

import { putAside } from "./aside";
import { node } from "./sample";

const at = (name: string, x: number, y: number, type = "set") => node(name, type, {}, { position: [x, y] });
const places = (nodes: ReturnType<typeof putAside>) => nodes.map(({ position }) => position);

describe("putAside", () => {
  it("moves what is gone from under what took its place", () => {
    expect(places(putAside([at("Old", 224, 0)], [at("Start", 0, 0), at("New", 224, 0)]))).toEqual([[224, 176]]);
  });

  it("leaves it where nothing else stands", () => {
    const gone = at("Old", 448, 0);
    expect(putAside([gone], [at("Start", 0, 0)])).toEqual([gone]);
  });

  it("keeps several apart, from each other and from the row below", () => {
    const gone = [at("A", 0, 0), at("B", 0, 0)];
    expect(places(putAside(gone, [at("New", 0, 0), at("Below", 0, 192)]))).toEqual([[0, 352], [0, 528]]);
  });

  it("lets notes lie behind the nodes", () => {
    const note = at("Note", 0, 0, "stickyNote");
    expect(putAside([note], [at("New", 0, 0)])).toEqual([note]);
    expect(places(putAside([at("Old", 0, 0)], [note]))).toEqual([[0, 0]]);
  });
});
