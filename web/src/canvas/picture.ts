/** Pictures of the canvas as files: SVG, and PNG made from it. */

import type { Drawing } from "@/graph/drawing";
import { NOTE_COLORS } from "@/graph/shapes";
import type { Palette } from "@/graph/svg";
import { renderSvg } from "@/graph/svg";

/** Twice the canvas's own pixels, but never more than browsers can hold. */
const SCALE = 2;
const LARGEST_SIDE = 12_000;

/** Any CSS colour as `#rrggbb`, which every program that reads SVG knows. */
function hexOf(color: string): string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d");
  if (!context) return "#808080";
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function paletteNow(): Palette {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => hexOf(style.getPropertyValue(name));
  return {
    ground: value("--ground"),
    node: value("--node"),
    nodeLine: value("--node-line"),
    link: value("--link"),
    text: value("--text"),
    faint: value("--text-faint"),
    accent: value("--accent"),
    notes: Array.from({ length: NOTE_COLORS }, (_, index) => value(`--note-${index + 1}`)),
  };
}

/** The nodes' own pictures as they stand on the canvas. */
function picturesNow(): Map<string, string> {
  const pictures = new Map<string, string>();
  for (const node of document.querySelectorAll<HTMLElement>(".react-flow__node")) {
    const drawn = node.querySelector<SVGElement>(".node-box > svg");
    if (!drawn) continue;
    const copy = drawn.cloneNode(true) as SVGElement;
    copy.setAttribute("color", hexOf(getComputedStyle(drawn).color));
    copy.removeAttribute("style");
    copy.removeAttribute("class");
    pictures.set(node.dataset["id"] ?? "", new XMLSerializer().serializeToString(copy));
  }
  return pictures;
}

export function svgOf(drawing: Drawing, words: (label: string) => string): string {
  return renderSvg(drawing, picturesNow(), paletteNow(), words);
}

/** Rejects when the browser cannot draw it (too large, or no canvas). */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(SCALE, LARGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}
