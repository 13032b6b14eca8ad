/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// What is given to `page.evaluate` runs in the browser.
