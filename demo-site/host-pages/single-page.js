/* What single-page apps do to a page between two of their pages. */
const replaceBody = () => document.body.replaceWith(document.body.cloneNode(true));

const acts = {
  navigate() {
    history.pushState({}, "", `?page=${Math.random()}`);
    document.querySelector("h1").textContent = "Another page of the same app";
  },
  "replace the body": replaceBody,
  "replace it in a view transition": () => void document.startViewTransition(replaceBody),
};

document.addEventListener("click", ({ target }) => acts[target.dataset.act]?.());
