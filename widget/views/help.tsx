import { words } from "../locales/en-help.ts";
import type { Language } from "../state/language.ts";
import type { Navigation } from "../state/navigation.ts";

/** Help articles come with a later version; until then this says so and offers a person. */
export const Help = ({ app }: { app: Language & Navigation }) => (
  <section class="empty">
    <p>{words(app).helpSoon}</p>
    <button type="button" class="main" onClick={() => app.go({ name: "new" })}>
      {words(app).write}
    </button>
  </section>
);
