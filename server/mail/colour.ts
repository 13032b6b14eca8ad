/** Deskbell's own, for projects without one. Widget and staff page have the same. */
const ownColour = "#006469";

/** The project's colour, as it may stand in a style. */
export const accentOf = (color: string | undefined): string =>
  color !== undefined && /^#[\da-f]{6}$/i.test(color) ? color : ownColour;

/** Black or white: whichever has a contrast of 4.5 : 1 or more. @param colour `#rrggbb` */
export function onColour(colour: string): "#000000" | "#ffffff" {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16)));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000000" : "#ffffff";
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
