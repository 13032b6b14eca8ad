/* A browser that keeps nothing for a page, by its settings or by the page's place, throws as soon as one looks. */
const refuse = () => {
  throw new DOMException("Access is denied for this document.", "SecurityError");
};

for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]) {
  Object.defineProperty(window, name, { get: refuse });
}
Object.defineProperty(document, "cookie", { get: refuse, set: refuse });
Object.defineProperty(navigator, "storage", { get: refuse });
