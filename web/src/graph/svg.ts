/** The drawing as an SVG document that needs nothing else: for pictures to keep and to share. */

import type { DrawnNode, Drawing } from "./drawing";
import type { Box } from "./bounds";
import { boundsOf } from "./bounds";
import { portPoint } from "./drawing";
import { findDetours } from "./detours";
import { subtitleOf } from "./names";
import { mainPath, subPath } from "./paths";
import { noteColor } from "./shapes";

export interface Palette {
  ground: string;
  node: string;
  nodeLine: string;
  link: string;
  text: string;
  faint: string;
  accent: string;
  /** For each of n8n's colours of notes, from the first. */
  notes: readonly string[];
}

/** The picture inside a node: SVG markup that fills a square, by the drawn node's id. */
export type Pictures = ReadonlyMap<string, string>;

const MARGIN = 56;
/** Before a trigger, 14 by 16. */
const BOLT = "M9 0L1 9.5h5L5 16l8-9.5H8z";
const FONT = `font-family="Geist, ui-sans-serif, system-ui, sans-serif"`;

export function escapeXml(text: string): string {
  // Characters that XML 1.0 does not know at all would make the whole file unreadable.
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Words put into lines of about `width` characters; what does not fit into `most` lines ends in an ellipsis. */
export function wrap(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, most).map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line));
  const end = kept.at(-1);
  if (lines.length > most && end !== undefined && !end.endsWith("…")) kept[kept.length - 1] = `${end}…`;
  return kept;
}

function withMargin({ x, y, width, height }: Box): Box {
  return { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
}

function outline(drawn: DrawnNode): string {
  const { x, y, width: w, height: h, shape } = drawn;
  const right = shape === "sub" ? Math.min(w, h) / 2 : 12;
  const left = shape === "trigger" ? 36 : right;
  return (
    `M${x + left} ${y}H${x + w - right}A${right} ${right} 0 0 1 ${x + w} ${y + right}V${y + h - right}` +
    `A${right} ${right} 0 0 1 ${x + w - right} ${y + h}H${x + left}A${left} ${left} 0 0 1 ${x} ${y + h - left}` +
    `V${y + left}A${left} ${left} 0 0 1 ${x + left} ${y}Z`
  );
}

function label(lines: string[], x: number, y: number, anchor: string, size: number, fill: string, weight = 500): string {
  return lines
    .map(
      (line, index) =>
        `<text x="${x}" y="${y + index * size * 1.3}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" fill="${fill}" ${FONT}>${escapeXml(line)}</text>`,
    )
    .join("");
}

function noteMarkup(drawn: DrawnNode, colors: Palette): string {
  const { content } = drawn.node.parameters;
  const text = typeof content === "string" ? content.replaceAll(/[#*_`]/g, "") : "";
  const lines = text.split("\n").flatMap((line) => wrap(line, Math.floor(drawn.width / 7.2), 40));
  const fit = lines.slice(0, Math.max(0, Math.floor((drawn.height - 20) / 17)));
  return (
    `<rect x="${drawn.x}" y="${drawn.y}" width="${drawn.width}" height="${drawn.height}" rx="8" fill="${colors.notes[noteColor(drawn.node) - 1] ?? colors.ground}" stroke="${colors.nodeLine}"/>` +
    label(fit, drawn.x + 14, drawn.y + 26, "start", 13, colors.text, 400)
  );
}

function nodeMarkup(drawn: DrawnNode, picture: string, colors: Palette, words: (label: string) => string): string {
  if (drawn.shape === "note") return noteMarkup(drawn, colors);
  const { x, y, width, height, shape, node } = drawn;
  const wide = shape === "root";
  const size = shape === "sub" ? 30 : 38;
  const pictureX = wide ? x + 20 : x + (width - size) / 2;
  const dash = node.disabled ? ` stroke-dasharray="4 4" opacity="0.55"` : "";
  const parts = [
    `<path d="${outline(drawn)}" fill="${colors.node}" stroke="${colors.nodeLine}" stroke-width="1.5"${dash}/>`,
    `<svg x="${pictureX}" y="${y + (height - size) / 2}" width="${size}" height="${size}">${picture}</svg>`,
  ];
  if (wide) {
    const lines = wrap(node.name, 20, 2);
    parts.push(label(lines, x + 72, y + height / 2 + 5 - (lines.length - 1) * 9, "start", 14, colors.text));
  } else {
    // Sub-nodes stand closer.
    const lines = wrap(node.name, shape === "sub" ? 19 : 26, 2);
    const does = shape === "sub" ? "" : subtitleOf(node);
    const subtitle = does.length > 32 ? [`${does.slice(0, 31)}…`] : [does];
    const top = y + height + (drawn.ports.some(({ side }) => side === "bottom") ? 42 : 22);
    parts.push(label(lines, x + width / 2, top, "middle", 13, colors.text));
    parts.push(label(subtitle, x + width / 2, top + lines.length * 17, "middle", 11, colors.faint, 400));
  }
  if (shape === "trigger") parts.push(`<path d="${BOLT}" transform="translate(${x - 24} ${y + height / 2 - 8})" fill="${colors.accent}"/>`);
  if (node.disabled && !wide && shape !== "sub") {
    parts.push(`<path d="M${x - 8} ${y + height / 2}H${x + width + 8}" stroke="${colors.link}" stroke-width="2"/>`);
  }
  for (const port of drawn.ports) {
    const at = portPoint(drawn, port);
    if (port.side === "left") parts.push(`<rect x="${at.x - 3}" y="${at.y - 8}" width="6" height="16" rx="2" fill="${colors.link}"/>`);
    else if (port.side === "right") parts.push(`<circle cx="${at.x}" cy="${at.y}" r="5" fill="${colors.link}"/>`);
    else parts.push(`<rect x="${at.x - 4.5}" y="${at.y - 4.5}" width="9" height="9" rx="2" fill="${colors.link}" transform="rotate(45 ${at.x} ${at.y})"/>`);
    if (!port.label) continue;
    const [dx, dy, anchor] = port.side === "right" ? [14, 4, "start"] : port.side === "left" ? [-10, -10, "end"] : [0, 20, "middle"];
    parts.push(
      `<g stroke="${colors.ground}" stroke-width="4" paint-order="stroke" stroke-linejoin="round">${label([words(port.label)], at.x + Number(dx), at.y + Number(dy), String(anchor), 11, colors.faint, 400)}</g>`,
    );
  }
  return parts.join("");
}

/** `words` translates the labels of ports. */
export function renderSvg(drawing: Drawing, pictures: Pictures, colors: Palette, words: (label: string) => string): string {
  const detours = findDetours(drawing);
  const box = withMargin(boundsOf(drawing, detours));
  const byId = new Map(drawing.nodes.map((node) => [node.id, node]));
  const links = drawing.links.map((link) => {
    const source = byId.get(link.source);
    const target = byId.get(link.target);
    const out = source?.ports.find(({ id }) => id === link.sourcePort);
    const into = target?.ports.find(({ id }) => id === link.targetPort);
    if (!source || !target || !out || !into) return "";
    const from = portPoint(source, out);
    const to = portPoint(target, into);
    const sub = link.connectionType !== "main";
    const { d, middle } = sub ? subPath(from, to) : mainPath(from, to, detours.get(link.id));
    const arrow = !sub && to.x < from.x ? `<path d="M${middle.x + 5} ${middle.y - 6}l-10 6l10 6z" fill="${colors.link}"/>` : "";
    return `<path d="${d}" fill="none" stroke="${colors.link}" stroke-width="${sub ? 1.5 : 2}"${sub ? ' stroke-dasharray="6 5"' : ""}/>${arrow}`;
  });
  const order = [...drawing.nodes].sort((a, b) => Number(b.shape === "note") - Number(a.shape === "note"));
  const markup = order.map((node) => nodeMarkup(node, pictures.get(node.id) ?? "", colors, words));
  const notes = order.filter(({ shape }) => shape === "note").length;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}" viewBox="${box.x} ${box.y} ${box.width} ${box.height}">` +
    `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="${colors.ground}"/>` +
    [...markup.slice(0, notes), ...links, ...markup.slice(notes)].join("") +
    "</svg>"
  );
}
