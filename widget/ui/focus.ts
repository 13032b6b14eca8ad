/** As a `ref`: somebody who cannot see the change is brought to it. One function, so that it runs once. */
export const focusOnce = (element: HTMLElement | null): void => element?.focus();

/** Where writing begins, for whoever has a mouse: a finger that touches nothing brings up no keyboard. */
export const firstField = (place: ParentNode): HTMLElement | null =>
  matchMedia("(pointer: fine)").matches ? place.querySelector(".at-new textarea") : null;
