/**
 * Reads the texts, then the page: its files take from them at once. It does not wait at the top of a module, where Safari
 * before 27 lets files that import it run too early.
 */
import { speak } from "./locales/text.ts";

void speak().then(() => import("./page.tsx"));
