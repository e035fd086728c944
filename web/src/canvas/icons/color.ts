/** Brand colours made readable on both grounds. */

/** Relative luminance (WCAG) of `#rrggbb`, from 0 to 1. */
export function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** A CSS colour: the brand's own where it stands out, a darker or lighter one where it would vanish. */
export function readableColor(hex: string): string {
  const value = luminance(hex);
  const light = value > 0.6 ? `color-mix(in oklab, ${hex} 62%, black)` : hex;
  const dark = value < 0.03 ? "var(--glyph)" : value < 0.16 ? `color-mix(in oklab, ${hex} 58%, white)` : hex;
  return `light-dark(${light}, ${dark})`;
}
