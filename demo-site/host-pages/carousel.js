/* A carousel for the whole page: space and arrows turn it, whatever has the focus. */
document.documentElement.dataset.heard = "";
addEventListener("keydown", (event) => {
  if (!/^( |Arrow.*|Home|End|Page.*)$/.test(event.key)) return;
  document.documentElement.dataset.heard += event.key;
  event.preventDefault();
});
