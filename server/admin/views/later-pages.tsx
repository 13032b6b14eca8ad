/** All but the queue: one part, fetched when the first of these pages is opened. */
import { addStyles } from "../styles/apply.ts";
import desk from "../styles/desk.css";
import identity from "../styles/identity.css";
import people from "../styles/people.css";
import settings from "../styles/settings.css";
import table from "../styles/table.css";

export { Desk } from "./desk/desk.tsx";
export { People } from "./people/people.tsx";
export { Settings } from "./settings/settings.tsx";

addStyles(document, settings, table, people, desk, identity);
