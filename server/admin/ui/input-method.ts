/** The key belongs to an input method. The Enter that ends a composition says so in Safari by its code alone. */
export const isOfInputMethod = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229;
