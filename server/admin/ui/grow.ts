/** Makes a field as high as its text, as far as its style lets it. For browsers in which `field-sizing` does not. */
export function grow(field: HTMLTextAreaElement | null): void {
  if (!field || CSS.supports("field-sizing", "content")) return;
  field.style.blockSize = "auto";
  // Borders are no part of what scrolls.
  field.style.blockSize = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}
