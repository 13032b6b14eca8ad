/* As pages do that fear what others put on prototypes: nothing that the language or the browser brings can be changed. */
for (const name of Object.getOwnPropertyNames(window)) {
  const { value } = Object.getOwnPropertyDescriptor(window, name);
  if (typeof value !== "function" && !["Atomics", "Intl", "JSON", "Math", "Reflect", "CSS"].includes(name)) continue;
  if (value.prototype) Object.freeze(value.prototype);
  Object.freeze(value);
}
for (const hidden of [function* () {}, async function () {}, async function* () {}, [][Symbol.iterator]()]) {
  for (let next = Object.getPrototypeOf(hidden); next; next = Object.getPrototypeOf(next)) Object.freeze(next);
}
