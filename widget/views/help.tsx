import { words } from "../locales/en-help.ts";
import type { Language } from "../state/language.ts";
import type { Navigation } from "../state/navigation.ts";
import { Icon } from "../ui/icon.tsx";

type Going = Language & Navigation;

/** The way there, from home. */
export const HelpLine = ({ app }: { app: Going }) => (
  <div class="tickets">
    <button type="button" class="ticket line" onClick={() => app.go({ name: "help" })}>
      <span class="grow">{words(app).help}</span>
      <Icon name="next" />
    </button>
  </div>
);

/** Help articles come with a later version; until then this says so and offers a person. */
const Help = ({ app }: { app: Going }) => (
  <section class="empty">
    <p>{words(app).helpSoon}</p>
    <button type="button" class="main" onClick={() => app.go({ name: "new" })}>
      {app.t.newTicket}
    </button>
  </section>
);

export { Help as View };
