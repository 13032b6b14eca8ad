/** Ctrl or Command with Enter sends, as everywhere; but for the Enter of an input method, which has the code 229. */
export const byCommandEnter =
  <E extends KeyboardEvent>(send: (event: E) => unknown) =>
  (event: E): void => {
    if (event.keyCode === 13 && (event.ctrlKey || event.metaKey)) void send(event);
  };
