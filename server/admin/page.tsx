/** The staff page: one-time links leave the address bar, then styles, place, session, page. */
import { render } from "preact";
import { language, text } from "./locales/text.ts";
import { followAddress } from "./state/place.ts";
import { readSession, secret, watchForLinks, watchSession } from "./state/session.ts";
import { wearTheme } from "./state/theme.ts";
import { applyStyles } from "./styles/apply.ts";
import { App } from "./views/app.tsx";

document.documentElement.lang = new Intl.Locale(language).baseName;
document.documentElement.dir = text.dir;
watchForLinks();
wearTheme();
applyStyles(document);
followAddress();
watchSession();
if (!secret.value) void readSession();

const root = document.getElementById("admin");
if (root) render(<App />, root);
