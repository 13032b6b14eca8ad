/** The widget as customers will see it, drawn by what is typed: the widget itself would need a portal that is open. */
import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { text } from "../../locales/text.ts";

/** Deskbell's own; launcher and mails have the same. */
export const ownColour = "#006469";

export const isHex = (color: string): boolean => /^#[0-9a-f]{6}$/i.test(color);

interface Looks {
  name: string;
  /** While it is being typed: anything. */
  color: string;
  greeting: string;
  label: string;
}

export const LookPreview = (looks: Looks): VNode => (
  <div class="look-preview">
    <Preview theme="light" {...looks} />
    <Preview theme="dark" {...looks} />
  </div>
);

function Preview({ theme, name, color, greeting, label }: Looks & { theme: "light" | "dark" }): VNode {
  const id = useId();
  return (
    <figure
      class="widget-look"
      data-theme={theme}
      style={{ "--site": isHex(color) ? color : ownColour }}
      aria-labelledby={id}
    >
      <div class="widget-panel" aria-hidden="true">
        <p class="widget-bar" dir="auto">
          {name}
        </p>
        <div class="widget-home">
          <p class="widget-greeting" dir="auto">
            {greeting || text.settings.previewGreeting}
          </p>
          <span class="widget-main">{text.settings.previewMain}</span>
          <i />
          <i />
        </div>
      </div>
      <div class="widget-launcher" aria-hidden="true">
        <span class="widget-label" dir="auto">
          {label || text.settings.previewLabel}
        </span>
        <span class="widget-button" />
      </div>
      <figcaption id={id}>{text.settings.previewThemes[theme]}</figcaption>
    </figure>
  );
}
