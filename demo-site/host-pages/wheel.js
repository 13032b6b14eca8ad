/* Smooth scrolling: the wheel is the page's, wherever the pointer is. */
document.documentElement.dataset.heard = "";
const turn = (event) => {
  document.documentElement.dataset.heard += "wheel";
  event.preventDefault();
  scrollBy({ top: event.deltaY });
};
addEventListener("wheel", turn, { passive: false });
document.addEventListener("wheel", turn, { capture: true, passive: false });
