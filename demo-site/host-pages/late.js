/* As tag managers do it: long after the page has loaded, by an element that no parser has seen. */
addEventListener("load", () =>
  // Safari has no idle callbacks.
  (window.requestIdleCallback ?? setTimeout)(() => {
    const { attributes } = document.querySelector("#snippet").content.firstElementChild;
    const added = document.createElement("script");
    for (const { name, value } of attributes) added.setAttribute(name, value);
    document.body.append(added);
  }),
);
