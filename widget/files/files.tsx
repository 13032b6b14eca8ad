/** Everything about files, in a chunk of its own: fetched when one is added or shown. */
export { filesOf } from "./upload.ts";
export { Chosen } from "./chosen.tsx";
export { Attachments } from "./attachments.tsx";
export { default as css } from "./files.css";
