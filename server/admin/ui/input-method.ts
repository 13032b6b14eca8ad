/** The key belongs to an input method. The Enter that ends a composition says so in Safari by its code alone. */
export const isOfInputMethod = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229;

/** Ctrl or Command with Enter sends. */
export const sends = (event: KeyboardEvent): boolean =>
  event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isOfInputMethod(event);
