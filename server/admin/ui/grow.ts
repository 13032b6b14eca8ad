/** Makes a field as high as its text, as far as its style lets it. For browsers in which `field-sizing` does not. */
export function grow(field: HTMLTextAreaElement | null): void {
  if (!field || CSS.supports("field-sizing", "content")) return;
  // Held meanwhile: what scrolls beside it would be at another place by the time that it is high again.
  const around = field.parentElement!;
  around.style.setProperty("min-block-size", `${around.offsetHeight}px`);
  field.style.blockSize = "auto";
  // Borders are no part of what scrolls.
  field.style.blockSize = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  around.style.removeProperty("min-block-size");
}
