/** What the script tag says, as `data-…`. */
export type WidgetConfig = Readonly<{
  portal: string;
  /** BCP 47 */
  locale?: string;
  theme?: "auto" | "light" | "dark";
  position?: "left" | "right";
  /** `#rrggbb` */
  color?: string;
  label?: string;
  zIndex?: string;
  launcher?: string;
  /** CSS selector of the element to fill: inline instead of floating. */
  target?: string;
  /** Present on the hosted portal, where the whole page is ours. */
  page?: "";
}>;

/**
 * Portal, theme, position, colour and z-index, joined by commas: all in one, since every page load pays for this line.
 * `explain.ts` says which one is wrong.
 */
export const fine = /^[\w-]+,(auto|light|dark)?,(left|right)?,(#[\da-f]{6})?,\d*$/i;
