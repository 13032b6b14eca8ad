/** Everything about files, in a chunk of its own: fetched when one is added or shown. */
export { filesOf } from "./upload.ts";
export { Chosen } from "./chosen.tsx";
export { Attachments } from "./attachments.tsx";
export { default as css } from "./files.css";
// What pictures need that are shown large. Taken from elsewhere, it would make the main chunk ask for this one in more words.
export { isPicture, refreshFirst } from "./attachments.tsx";
export { readFile } from "./fresh-url.ts";
export { drawOn } from "./picture.tsx";
