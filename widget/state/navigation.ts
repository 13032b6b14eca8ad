/** Where in the widget somebody is, and how they came there. */
import type { App } from "./app.ts";
import type { Route } from "./route.ts";

export interface Navigation {
  route: Route;
  go(route: Route): void;
  back(): void;
}

/**
 * @param trail where somebody came from, the nearest last
 * @returns goes somewhere without a way back
 */
export function addNavigation(app: App, trail: Route[]): (route: Route) => void {
  const move = (route: Route): void => {
    if (route.name !== "new") app.form.sent = undefined;
    app.route = route;
    if (route.name === "ticket") void app.thread.load(route.id);
    else app.thread.clear();
  };
  app.go = (route) => {
    // Nobody goes back to the way in, or to a form that has been sent.
    const { name } = app.route;
    if (name !== "sign-in" && name !== "link" && !(name === "new" && app.form.sent)) trail.push(app.route);
    app.ended = false;
    move(route);
  };
  app.back = () => move(trail.pop() ?? { name: "home" });
  return move;
}
