/* Copy protection: no pressing, no selecting, no menu, no copying. */
document.documentElement.dataset.heard = "";
for (const type of ["mousedown", "selectstart", "contextmenu", "dragstart", "copy", "cut", "paste"]) {
  document.addEventListener(
    type,
    (event) => {
      document.documentElement.dataset.heard += type;
      event.preventDefault();
    },
    true,
  );
}
