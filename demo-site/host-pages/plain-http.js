/* Browsers count a loopback address as secure, so on the demo's own address the page takes away what http would. */
if (isSecureContext) {
  for (const name of ["locks", "clipboard", "storage", "serviceWorker"]) delete Navigator.prototype[name];
  for (const name of ["randomUUID", "subtle"]) delete Crypto.prototype[name];
  delete window.caches;
  delete window.cookieStore;
}
