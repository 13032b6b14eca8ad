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

/** All in one, since every page load pays for this line; `explain.ts` says which one is wrong. */
const fine = /^[\w-]{1,64},(auto|light|dark)?,(left|right)?,(#[\da-f]{6})?,\d{0,10}$/i;

export const isConfig = (data: DOMStringMap): boolean =>
  fine.test([data["portal"], data["theme"], data["position"], data["color"], data["zIndex"]].join());
