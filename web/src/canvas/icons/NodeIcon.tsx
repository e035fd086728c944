import { use, useMemo, Suspense } from "react";

import { shortType } from "@/graph/shapes";
import { humanize } from "@/graph/names";

import { readableColor } from "./color";
import { findGlyph } from "./glyphs";

const brands = import("./brands");

interface NodeIconProps {
  type: string;
  size: number;
}

/** A brand's logo, else the glyph that we chose for the type, else its first letters. */
export function NodeIcon({ type, size }: NodeIconProps) {
  return (
    <Suspense fallback={<span style={{ width: size, height: size }} />}>
      <Picture type={type} size={size} />
    </Suspense>
  );
}

function Picture({ type, size }: NodeIconProps) {
  const short = shortType(type);
  const { findBrand } = use(brands);
  const brand = useMemo(() => findBrand(short), [findBrand, short]);
  if (brand) {
    return (
      <svg viewBox="0 0 24 24" width={size} height={size} style={{ color: readableColor(`#${brand.hex}`) }} aria-hidden>
        <path d={brand.path} fill="currentColor" />
      </svg>
    );
  }
  const glyph = findGlyph(short);
  if (glyph) {
    return <glyph.Icon width={size} height={size} strokeWidth={1.75} style={{ color: readableColor(glyph.color) }} aria-hidden />;
  }
  return <Monogram short={short} size={size} />;
}

const HUES = ["#0f766e", "#2563eb", "#7c3aed", "#be185d", "#b45309", "#15803d", "#0e7490", "#4f46e5"];

function Monogram({ short, size }: { short: string; size: number }) {
  const name = humanize(short.replace(/(Trigger|Tool)$/, ""));
  const words = name.split(" ");
  const letters = words.length > 1 ? words.slice(0, 2).map((word) => word.charAt(0)).join("") : name.slice(0, 2);
  const hue = HUES[[...short].reduce((sum, character) => sum + character.charCodeAt(0), 0) % HUES.length] ?? "#0f766e";
  return (
    <svg viewBox="0 0 40 40" width={size} height={size} style={{ color: readableColor(hue) }} aria-hidden>
      <rect x="1" y="1" width="38" height="38" rx="10" fill="currentColor" opacity="0.14" />
      <text x="20" y="26.5" textAnchor="middle" fontSize="18" fontWeight="600" fill="currentColor">
        {letters}
      </text>
    </svg>
  );
}
