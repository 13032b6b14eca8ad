/** What the script tag says, as `data-…`; where something strips those, the page says it by `["start", { … }]`. */
export interface WidgetConfig {
  readonly portal: string;
  /** BCP 47. Changed by who asks for another language later. */
  locale?: string;
  theme?: "auto" | "light" | "dark";
  position?: "left" | "right";
  /** Any colour that CSS knows. */
  color?: string;
  readonly label?: string;
  zIndex?: string;
  readonly launcher?: string;
  /** CSS selector of the element to fill: inline instead of floating. */
  target?: string;
  /** Present on the hosted portal, where the whole page is ours. */
  readonly page?: "";
}

/**
 * Portal, theme, position and z-index, joined by commas: all in one, since every page load pays for this line.
 * `explain.ts` says which one is wrong, and takes it out.
 */
export const fine = /^[\w-]+,(auto|light|dark)?,(left|right)?,\d*$/;

/** What a colour becomes: one without holes, or what lies under the widget would shine through its words. */
export const opaque = (color: string): string => `rgb(from ${color} r g b/1)`;

/**
 * Whether this is a colour, asked in the words that the widget's own colours need: of a browser that does not know
 * those, nothing is one.
 */
export const isColor = (color: string): boolean => CSS.supports("color", `light-dark(red,${opaque(color)})`);
