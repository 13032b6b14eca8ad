/* How a site opens Deskbell by its own buttons. Calls made before Deskbell has loaded wait for it. */
const calls = (...call) => {
  if (typeof window.Deskbell?.push === "function" || !window.Deskbell) (window.Deskbell ||= []).push(call);
  else window.Deskbell[call[0]](...call.slice(1));
};

document.querySelector("#help").addEventListener("click", () => calls("toggle"));

for (const button of document.querySelectorAll("[data-order]")) {
  button.addEventListener("click", () => {
    calls("prefill", { subject: `Order ${button.dataset.order}: something is wrong`, type: "Problem" });
    calls("open", "new");
  });
}

calls("on", "unread", ({ count }) => {
  document.querySelector("#unread").textContent = count > 0 ? ` (${count})` : "";
});
