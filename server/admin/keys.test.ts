// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import { startKeys, type KeyAction, type KeyHandlers } from "./keys.ts";

const done: KeyAction[] = [];
const names: KeyAction[] = [
  "next",
  "previous",
  "search",
  "write",
  "reply",
  "note",
  "assign",
  "status",
  "undo",
  "back",
  "help",
];
const handlers = Object.fromEntries(names.map((name) => [name, () => done.push(name)])) as unknown as KeyHandlers;

function press(key: string, target: Element = document.body, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

function add<Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  document.body.append(element);
  return element;
}

describe("single keys", () => {
  let stop = startKeys(handlers, () => {});
  afterEach(() => {
    stop();
    done.length = 0;
    document.body.replaceChildren();
    stop = startKeys(handlers, () => {});
  });

  it("do what the list of keys says", () => {
    for (const key of ["j", "k", "/", "c", "r", "n", "a", "s", "z", "Escape", "?"]) press(key);
    expect(done).toEqual(names);
  });

  it("repeat while they are held, but for Undo, which takes back one thing a press", () => {
    for (const key of ["z", "j"]) press(key, document.body, { repeat: true });
    expect(done).toEqual(["next"]);
  });

  it("are found by their places where the keyboard writes no Latin letters, and only there", () => {
    press("ت", document.body, { code: "KeyJ" });
    press("к", document.body, { code: "KeyR" });
    press("ظ", document.body, { code: "Slash" });
    press("؟", document.body, { code: "Slash", shiftKey: true });
    expect(done).toEqual(["next", "reply", "search", "help"]);
    // French and German letters of their own, and a Latin letter that lies where another does elsewhere.
    for (const [key, code] of [
      ["é", "Digit2"],
      ["ö", "Semicolon"],
      ["q", "KeyA"],
    ] as const) {
      press(key, document.body, { code });
    }
    expect(done).toHaveLength(4);
  });

  it.each(["input", "textarea", "select"] as const)("stay letters inside of %s", (name) => {
    expect(press("r", add(name)).defaultPrevented).toBe(false);
    expect(done).toEqual([]);
  });

  it("U-B3: are shortcuts on a choice that acts at once, which Escape leaves before it leaves the ticket", () => {
    const choice = add("button");
    choice.setAttribute("role", "combobox");
    choice.focus();
    press("c", choice);
    expect(done).toEqual([]);
    choice.dataset["immediate"] = "";
    expect(press("c", choice).defaultPrevented).toBe(true);
    expect(press("ArrowDown", choice).defaultPrevented).toBe(false);
    expect(done).toEqual(["write"]);
    press("Escape", choice);
    expect(document.activeElement).not.toBe(choice);
    expect(done).toEqual(["write"]);
  });

  it("leave the browser's own shortcuts alone", () => {
    press("r", document.body, { ctrlKey: true });
    press("a", document.body, { metaKey: true });
    press("s", document.body, { altKey: true });
    expect(done).toEqual([]);
  });

  it("leave a text field by Escape before they leave the ticket", () => {
    const field = add("textarea");
    field.focus();
    press("Escape", field);
    expect(document.activeElement).not.toBe(field);
    expect(done).toEqual([]);
    press("Escape");
    expect(done).toEqual(["back"]);
  });

  it("wait while a dialog is open", () => {
    add("dialog").setAttribute("open", "");
    press("j");
    expect(done).toEqual([]);
  });
});
