// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startKeys, type KeyHandlers } from "../../keys.ts";
import { Select } from "./select.tsx";

const choices = [
  { value: "urgent", label: "Urgent", shortcut: "1" },
  { value: "high", label: "High", shortcut: "2" },
  { value: "normal", label: "Normal", shortcut: "3" },
];
let picked: string[] = [];
let written = 0;
let stopKeys = (): void => undefined;

beforeEach(() => {
  picked = [];
  written = 0;
  // The page in which these run has no top layer.
  Object.assign(HTMLElement.prototype, { showPopover: vi.fn<() => void>(), hidePopover: vi.fn<() => void>() });
  vi.spyOn(window, "matchMedia").mockReturnValue({ matches: false } as MediaQueryList);
  const handlers = { write: () => (written += 1) } as Partial<KeyHandlers>;
  stopKeys = startKeys(handlers as KeyHandlers, () => undefined);
});
afterEach(() => {
  stopKeys();
  act(() => render(null, document.body));
  vi.restoreAllMocks();
});

function shown(more: { isImmediate?: boolean } = {}): HTMLButtonElement {
  act(() =>
    render(
      <>
        <Select
          label="Priority"
          value="high"
          choices={choices}
          onValue={(value) => picked.push(value)}
          shortcut="p"
          {...more}
        />
        <button id="elsewhere">Elsewhere</button>
      </>,
      document.body,
    ),
  );
  return document.querySelector("button")!;
}

function press(key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  void act(() => {
    (document.activeElement ?? document.body).dispatchEvent(event);
  });
  return event;
}
const field = (): HTMLInputElement | null => document.querySelector(".choices input");
function write(words: string): void {
  void act(() => {
    field()!.value = words;
    field()!.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
}
const options = (): (string | undefined)[] =>
  [...document.querySelectorAll("[role=option] bdi")].map(({ textContent }) => textContent);
/** What a screen reader is told that the keys have come to. */
const active = (): string | undefined =>
  document.getElementById(field()?.getAttribute("aria-activedescendant") ?? "")?.querySelector("bdi")?.textContent;
const isOpen = (): boolean => document.querySelector("[role=listbox]") !== null;

it("shows what is chosen under its label, and opens at it with a tick", () => {
  const button = shown();
  expect(document.querySelector("label")!.htmlFor).toBe(button.id);
  expect([button.getAttribute("role"), button.textContent, button.getAttribute("aria-expanded")]).toEqual([
    "combobox",
    "High",
    "false",
  ]);
  act(() => button.click());
  expect(button.getAttribute("aria-expanded")).toBe("true");
  expect(document.activeElement).toBe(field());
  expect(active()).toBe("High");
  expect(document.querySelector("[aria-selected=true] svg")).not.toBeNull();
  expect(document.querySelectorAll("[role=option] kbd")).toHaveLength(3);
});

it("goes round by arrow keys and chooses by Enter, with the focus back on the button", () => {
  const button = shown();
  button.focus();
  press("ArrowDown");
  press("ArrowDown");
  expect(active()).toBe("Normal");
  press("ArrowDown");
  expect(active()).toBe("Urgent");
  press("ArrowUp");
  expect(active()).toBe("Normal");
  expect(press("Enter").defaultPrevented).toBe(true);
  expect(picked).toEqual(["normal"]);
  expect(isOpen()).toBe(false);
  expect(document.activeElement).toBe(button);
});

it("filters by what is typed, says when nothing fits, and chooses by a digit", () => {
  const button = shown();
  act(() => button.click());
  write("r");
  expect(options()).toEqual(["Urgent", "Normal"]);
  write("no");
  expect(active()).toBe("Normal");
  write("nothing like it");
  expect(document.querySelector(".choices [role=status]")!.textContent).toBe("Nothing found");
  press("Enter");
  press("ArrowDown");
  expect(picked).toEqual([]);
  write("");
  press("3");
  expect(picked).toEqual(["normal"]);
});

it("is left by Escape, Tab or a press beside it, with nothing chosen", () => {
  const button = shown();
  const leave = [
    () => expect(press("Escape").defaultPrevented).toBe(true),
    () => expect(press("Tab").defaultPrevented).toBe(false),
    () =>
      act(() => void document.querySelector("#elsewhere")!.dispatchEvent(new Event("pointerdown", { bubbles: true }))),
  ];
  for (const how of leave) {
    act(() => button.click());
    expect(isOpen()).toBe(true);
    how();
    expect(isOpen()).toBe(false);
    expect(document.activeElement).toBe(button);
  }
  expect(picked).toEqual([]);
});

it("gives the focus back to where it was opened from by its shortcut", () => {
  const button = shown();
  const elsewhere = document.querySelector<HTMLElement>("#elsewhere")!;
  elsewhere.focus();
  act(() => button.click());
  press("Enter");
  expect(document.activeElement).toBe(elsewhere);
  // The same again is no change.
  expect(picked).toEqual([]);
});

it("opens with the letter that was typed on it, which is then no shortcut of the page", () => {
  shown().focus();
  expect(press("c").defaultPrevented).toBe(true);
  expect(field()!.value).toBe("c");
  expect(written).toBe(0);
});

it("U-B3: letters stay shortcuts on it where a choice acts at once, and choose nothing", () => {
  shown({ isImmediate: true }).focus();
  press("c");
  expect(isOpen()).toBe(false);
  expect(written).toBe(1);
  press("u");
  expect(picked).toEqual([]);
  press("ArrowDown");
  expect(isOpen()).toBe(true);
  press("c");
  expect(written).toBe(1);
});

it("is a sheet without a field under fingers, as long as its choices are few", () => {
  vi.spyOn(window, "matchMedia").mockReturnValue({ matches: true } as MediaQueryList);
  const button = shown();
  act(() => button.click());
  expect(field()).toBeNull();
  const list = document.querySelector("[role=listbox]")!;
  expect(document.activeElement).toBe(list);
  expect(document.getElementById(list.getAttribute("aria-activedescendant")!)!.textContent).toContain("High");
  act(() => document.querySelector<HTMLElement>(".choices")!.click());
  expect(isOpen()).toBe(false);
});
