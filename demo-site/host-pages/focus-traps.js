/* Modal windows that keep the focus, each as a library does it: what it listens to, and what it does then. */
const dialog = () => document.querySelector("#modal");
const first = () => dialog().querySelector("input");
const isOutside = (node) => !dialog().hidden && !dialog().contains(node);

const traps = {
  /* Radix (FocusScope, DismissableLayer): the way out is seen where it begins; pressing beside it closes it. */
  radix() {
    document.addEventListener("focusin", ({ target }) => isOutside(target) && first().focus());
    document.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget !== null && isOutside(relatedTarget)) first().focus();
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (isOutside(target)) dialog().hidden = true;
    });
  },
  /* MUI (FocusTrap): at every focus, and twenty times a second where nothing has it. */
  mui() {
    const contain = () => isOutside(document.activeElement) && first().focus();
    document.addEventListener("focusin", contain);
    setInterval(() => document.activeElement === document.body && contain(), 50);
  },
  /* focus-trap: before anybody else hears, and what is pressed outside is as if it had not been. */
  "focus-trap"() {
    const refuse = (event) => {
      if (!isOutside(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    for (const type of ["mousedown", "touchstart", "click"]) document.addEventListener(type, refuse, true);
    document.addEventListener("focusin", (event) => isOutside(event.target) && (refuse(event), first().focus()), true);
  },
};

document.documentElement.dataset.heard = "";
addEventListener("DOMContentLoaded", () => {
  traps[dialog().className]();
  document.querySelector("#show").onclick = () => {
    dialog().hidden = false;
    first().focus();
  };
});
