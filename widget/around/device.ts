/** What the device asks for: fingers, low windows, frames in which no form may be sent. */
import css from "./device.css";

export function fitDevice(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
  root.addEventListener("click", (event) => {
    // In a sandboxed frame no form is ever submitted, but its button can be pressed.
    const { form, type } = event.target as HTMLButtonElement;
    if (!form || type !== "submit") return;
    event.preventDefault();
    form.dispatchEvent(new Event("submit", { cancelable: true }));
  });
}
