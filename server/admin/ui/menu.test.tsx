// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Menu } from "./menu.tsx";

// The page in which these run has no top layer.
beforeEach(() =>
  Object.assign(HTMLElement.prototype, { showPopover: vi.fn<() => void>(), hidePopover: vi.fn<() => void>() }),
);
afterEach(() => render(null, document.body));

function press(key: string): void {
  act(() => {
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  });
}
const focused = (): string => document.activeElement?.textContent ?? "";

function opened(remove = (): void => undefined): HTMLButtonElement {
  act(() => {
    render(
      <Menu
        label="Actions for Ada"
        items={[
          { label: "Open", icon: "person", act: "#customers/1" },
          { label: "Invite", icon: "mail", act: () => undefined },
          { label: "Delete", icon: "trash", act: remove },
        ]}
      />,
      document.body,
    );
  });
  const button = document.querySelector("button")!;
  button.focus();
  act(() => button.click());
  return button;
}

it("puts the focus on the first action and walks round with the arrow keys", () => {
  opened();
  expect(focused()).toBe("Open");
  press("ArrowDown");
  expect(focused()).toBe("Invite");
  press("End");
  expect(focused()).toBe("Delete");
  press("ArrowDown");
  expect(focused()).toBe("Open");
  press("ArrowUp");
  expect(focused()).toBe("Delete");
});

it("has the focus before another key can be pressed", async () => {
  const button = opened();
  press("Escape");
  button.click();
  // As much as there is between two keys: no frame is drawn.
  await Promise.resolve();
  await Promise.resolve();
  expect(focused()).toBe("Open");
});

it("closes with Escape and gives the focus back", () => {
  const button = opened();
  press("Escape");
  expect(document.querySelector("[role=menu]")).toBeNull();
  expect(document.activeElement).toBe(button);
});

it("closes before it acts, with the focus on its button, where a dialog will give it back to", () => {
  let holder: Element | null = null;
  const button = opened(() => {
    holder = document.activeElement;
  });
  press("End");
  act(() => (document.activeElement as HTMLElement).click());
  expect(holder).toBe(button);
  expect(document.querySelector("[role=menu]")).toBeNull();
});
