/** Ctrl or Command with Enter sends, as everywhere. */
export const byCommandEnter =
  <E extends KeyboardEvent>(send: (event: E) => unknown) =>
  (event: E): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send(event);
  };
