/** What comes with the field of an answer and is not waited for, in one request. */
export { readDraft } from "../../state/draft-saving.ts";
export * from "../undo/undo-part.tsx";
export { DraftLine } from "./draft-line.tsx";
export { Formatting } from "./formatting.tsx";
