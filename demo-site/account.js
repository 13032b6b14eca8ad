/* How a site says who its user is. Calls made before Deskbell has loaded wait for it. */
const call = (...given) => (window.Deskbell ||= []).push(given);
const who = document.querySelector("#who");
const toggle = document.querySelector("#toggle");
let name = "";

async function show() {
  name = await (await fetch("/account/name")).text();
  who.textContent = name ? `Signed in as ${name}.` : "Nobody is signed in.";
  toggle.textContent = name ? "Sign out" : "Sign in as Mia";
  toggle.hidden = false;
  // Asked when somebody opens the widget, and only then.
  if (name) call("identify", async () => (await fetch("/support-token")).text());
}

toggle.addEventListener("click", async () => {
  if (name) call("signOut");
  await fetch(name ? "/account/sign-out" : "/account/sign-in", { method: "POST" });
  await show();
});

show();
