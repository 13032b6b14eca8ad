/* A till: what a barcode reader types goes to its field, wherever the focus was; and so does what people type. */
document.documentElement.dataset.heard = "";
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key.length > 1 || event.ctrlKey || event.metaKey) return;
    document.documentElement.dataset.heard += event.key;
    document.querySelector("[type=search]").focus();
  },
  true,
);
document.addEventListener("keypress", (event) => /\d/.test(event.key) && event.preventDefault());
addEventListener("paste", (event) => {
  document.documentElement.dataset.heard += "paste";
  event.preventDefault();
});
