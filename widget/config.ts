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

/** All in one, since every page load pays for this line; `explain.ts` says which one is wrong. */
const fine = /^[\w-]{1,64},(auto|light|dark)?,(left|right)?,(#[\da-f]{6})?,\d{0,10}$/i;

export const isConfig = (data: DOMStringMap): boolean =>
  fine.test([data["portal"], data["theme"], data["position"], data["color"], data["zIndex"]].join());
