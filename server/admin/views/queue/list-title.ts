import { text } from "../../locales/text.ts";
import type { Filter } from "../../router.ts";

/** A search goes over everything, whichever view it was begun in. */
export const listTitle = ({ q, view }: Filter): string => (q ? text.queue.search : text.views[view]);
