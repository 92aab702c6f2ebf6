/** Grounds on which tier colours stand: the console's cards by day and by night. */
export const grounds = { light: '#ffffff', dark: '#17222b' } as const;

/**
 * Least contrast of a tier's colour to its ground. Colours never stand alone: a shape and a word in the colour of the text
 * go with them, so that less than WCAG's 3 for shapes by themselves is enough; no yellow on white reaches 3.
 */
export const leastContrast = 1.8;

function channel(hex: string, at: number): number {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Relative luminance of #rrggbb, 0 to 1 (WCAG). */
export function luminance(hex: string): number {
  return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
}

/** Contrast of two colours, 1 to 21 (WCAG). */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
