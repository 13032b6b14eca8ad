/** What the script tag says, as `data-…`. */
export interface WidgetConfig {
  readonly portal: string;
  /** BCP 47. Changed by who asks for another language later. */
  locale?: string;
  readonly theme?: "auto" | "light" | "dark";
  readonly position?: "left" | "right";
  /** `#rrggbb` */
  readonly color?: string;
  readonly label?: string;
  readonly zIndex?: string;
  readonly launcher?: string;
  /** CSS selector of the element to fill: inline instead of floating. */
  readonly target?: string;
  /** Present on the hosted portal, where the whole page is ours. */
  readonly page?: "";
}

/**
 * Portal, theme, position, colour and z-index, joined by commas: all in one, since every page load pays for this line.
 * `explain.ts` says which one is wrong.
 */
export const fine = /^[\w-]+,(auto|light|dark)?,(left|right)?,(#[\da-f]{6})?,\d*$/i;
