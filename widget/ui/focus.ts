/** As a `ref`: somebody who cannot see the change is brought to it. One function, so that it runs once. */
export const focusOnce = (element: HTMLElement | null): void => element?.focus();
