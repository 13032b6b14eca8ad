/** Where in the widget somebody is. */
export type Route =
  | { name: "home" | "new" | "tickets" | "sign-in" }
  | { name: "ticket"; id: string }
  | { name: "help"; slug?: string }
  | { name: "notice"; text: "linkExpired" | "activateLater" };

/** `home`, `new`, `tickets`, `tickets/<id>`, `help`, `help/<slug>`, `sign-in`; anything else is home. */
export function readRoute(text = ""): Route {
  const [name = "", rest] = text.split(/\/(.*)/);
  if (name === "tickets" && rest) return { name: "ticket", id: rest };
  if (name === "help") return rest ? { name, slug: rest } : { name };
  if (name === "new" || name === "tickets" || name === "sign-in") return { name };
  return { name: "home" };
}

export function writeRoute(route: Route): string {
  if (route.name === "ticket") return `tickets/${route.id}`;
  if (route.name === "help" && route.slug) return `help/${route.slug}`;
  return route.name === "notice" ? "home" : route.name;
}
