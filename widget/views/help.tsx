import { words } from "../locales/en-help.ts";
import type { App } from "../state/app.ts";

/** Help articles come with a later version; until then this says so and offers a person. */
export const Help = ({ app }: { app: App }) => (
  <section class="empty">
    <p>{words(app).helpSoon}</p>
    <button type="button" class="main" onClick={() => app.go({ name: "new" })}>
      {words(app).write}
    </button>
  </section>
);
