/* A dialog that the browser itself holds above everything, with a way to the desk in it. */
document.documentElement.dataset.heard = "";
addEventListener("DOMContentLoaded", () => {
  const dialog = document.querySelector("dialog");
  document.querySelector("#show").onclick = () => dialog.showModal();
  dialog.querySelector("#wrap").onclick = () => (document.documentElement.dataset.heard = "wrapped");
  dialog.querySelector("#ask").onclick = () => Deskbell.open("new");
  dialog.onclick = ({ target }) => target === dialog && dialog.close();
});
