import type { HelpWords } from "../locales/en-help.ts";
import type { App } from "../state/app.ts";

export { words } from "../locales/en-help.ts";

/** Help articles come with a later version; until then this says so and offers a person. */
export const Help = ({ app }: { app: App }) => (
  <section class="empty">
    <p>{(app.t as HelpWords).helpSoon}</p>
    <button type="button" class="main" onClick={() => app.go({ name: "new" })}>
      {(app.t as HelpWords).write}
    </button>
  </section>
);
