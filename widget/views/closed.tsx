/** What is read where a portal is off. With it come the words for whatever else the desk refuses. */
import { words } from "../locales/en-problems.ts";
import type { Language } from "../state/language.ts";

export { words };

const Closed = ({ app }: { app: Language }) => (
  <section class="empty">
    <h2>{words(app).closedTitle}</h2>
    <p>{words(app).closedText}</p>
  </section>
);

export { Closed as View };
