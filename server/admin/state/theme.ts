/** Light or dark on this device, whatever the device itself has. */
import { signal } from "@preact/signals";

export const themes = ["light", "dark"] as const;
export type Theme = (typeof themes)[number];

const kept = "deskbell:theme";
/** Null: as the device has it. */
export const theme = signal<Theme | null>(null);

/** Before anything is drawn. */
export function wearTheme(): void {
  try {
    const stored = localStorage.getItem(kept);
    show(themes.find((one) => one === stored) ?? null);
  } catch {
    // Where nothing is kept, the device decides.
  }
}

export function chooseTheme(chosen: Theme | null): void {
  show(chosen);
  try {
    if (chosen) localStorage.setItem(kept, chosen);
    else localStorage.removeItem(kept);
  } catch {
    // It is worn until the page is loaded anew.
  }
}

function show(chosen: Theme | null): void {
  theme.value = chosen;
  if (chosen) document.documentElement.dataset["theme"] = chosen;
  else delete document.documentElement.dataset["theme"];
}
