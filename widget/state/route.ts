/** Where in the widget somebody is. */
export type Route =
  | { name: "home" | "new" | "tickets" | "sign-in" }
  | { name: "ticket"; id: string }
  | { name: "help"; slug?: string | undefined }
  /** A link that was mailed. Without its token: one to a ticket, which is over. One that stops an account opens none. */
  | { name: "link"; token?: string; stops?: boolean };

/** `home`, `new`, `tickets`, `tickets/<id>`, `help`, `help/<slug>`, `sign-in`; anything else is home. */
export function readRoute(text = ""): Route {
  const [name = "", rest] = text.split(/\/(.*)/);
  if (name === "tickets" && rest) return { name: "ticket", id: rest };
  if (name === "help") return { name, slug: rest };
  if (name === "new" || name === "tickets" || name === "sign-in") return { name };
  return { name: "home" };
}
