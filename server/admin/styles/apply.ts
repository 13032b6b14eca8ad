import about from "./about.css";
import base from "./base.css";
import composer from "./composer.css";
import controls from "./controls.css";
import desk from "./desk.css";
import doors from "./doors.css";
import files from "./files.css";
import forms from "./forms.css";
import identity from "./identity.css";
import letters from "./letters.css";
import narrow from "./narrow.css";
import queue from "./queue.css";
import settings from "./settings.css";
import shell from "./shell.css";
import ticket from "./ticket.css";
import tokens from "./tokens.css";

const sheets = [
  tokens,
  base,
  controls,
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
  settings,
  desk,
  identity,
];

/** The page's policy forbids style elements of its own; constructed stylesheets need no exception. */
export function applyStyles(target: Document): void {
  target.adoptedStyleSheets = sheets.map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
}
