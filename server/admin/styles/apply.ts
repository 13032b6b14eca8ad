import about from "./about.css";
import base from "./base.css";
import choices from "./choices.css";
import composer from "./composer.css";
import controls from "./controls.css";
import doors from "./doors.css";
import files from "./files.css";
import forms from "./forms.css";
import letters from "./letters.css";
import menu from "./menu.css";
import narrow from "./narrow.css";
import queue from "./queue.css";
import shell from "./shell.css";
import ticket from "./ticket.css";
import tokens from "./tokens.css";
import wide from "./wide.css";

const sheets = [
  tokens,
  base,
  controls,
  choices,
  menu,
  forms,
  doors,
  shell,
  queue,
  ticket,
  about,
  letters,
  composer,
  files,
  narrow,
  wide,
];

/** The page's policy forbids style elements of its own; constructed stylesheets need no exception. */
export function applyStyles(target: Document): void {
  addStyles(target, ...sheets);
}

/** Also for parts of the page that are fetched later and bring their own. */
export function addStyles(target: Document, ...texts: string[]): void {
  const added = texts.map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
  target.adoptedStyleSheets = [...target.adoptedStyleSheets, ...added];
}
