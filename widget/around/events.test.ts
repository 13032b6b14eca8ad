// @vitest-environment happy-dom
/** What a real browser makes of it is asked on the host pages: `scripts/e2e/host-pages.test.ts`. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { keepEvents } from "./events.ts";

let end: AbortController;
let field: HTMLElement;
let heard: string[];
beforeEach(() => {
  end = new AbortController();
  const host = document.body.appendChild(document.createElement("deskbell-widget"));
  field = host.attachShadow({ mode: "open" }).appendChild(document.createElement("textarea"));
  heard = [];
  keepEvents(host, end.signal);
  const types = [
    "keydown",
    "keyup",
    "pointerdown",
    "pointerup",
    "mousedown",
    "mouseup",
    "dblclick",
    "auxclick",
    "beforeinput",
    "input",
    "paste",
  ];
  for (const type of types) {
    document.addEventListener(type, () => heard.push(type), { capture: true, signal: end.signal });
  }
});
afterEach(() => {
  end.abort();
  document.body.replaceChildren();
});

const send = (target: EventTarget, type: string, code?: string): boolean =>
  target.dispatchEvent(
    Object.assign(
      new Event(type, { bubbles: true, composed: true, cancelable: true }),
      code ? { code } : { button: 0 },
    ),
  );

it("F2: what is written and pasted in the widget is heard there and nowhere else", () => {
  const inside: string[] = [];
  const types = ["keydown", "beforeinput", "input", "keyup", "paste"];
  for (const type of types) field.addEventListener(type, () => inside.push(type));
  for (const type of types) send(field, type, "KeyA");
  expect(inside).toEqual(types);
  expect(heard).toEqual([]);
});

it("F2: a second press and one of the middle button, which sites zoom, edit and pan by, stay there too", () => {
  for (const type of ["dblclick", "auxclick"]) send(field, type);
  expect(heard).toEqual([]);
});

it("F2: what the widget takes for itself, the browser does not do", () => {
  field.addEventListener("paste", (event) => event.preventDefault());
  expect([send(field, "paste"), send(field, "keydown", "KeyA")]).toEqual([false, true]);
});

it("F2: of a key or a button that went down in the page, the page hears wherever it comes up", () => {
  send(document.body, "keydown", "ControlLeft");
  send(document.body, "mousedown");
  send(field, "keyup", "ControlLeft");
  send(field, "mouseup");
  expect(heard.splice(0)).toEqual(["keydown", "mousedown", "keyup", "mouseup"]);
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup"]) send(field, type);
  expect(heard).toEqual([]);
});

it("F2: a widget that is gone keeps nothing", () => {
  end.abort();
  let isHeard = false;
  addEventListener("keydown", () => (isHeard = true), { once: true });
  send(field, "keydown", "KeyA");
  expect(isHeard).toBe(true);
});
