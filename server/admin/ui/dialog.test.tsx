// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Dialog } from "./dialog.tsx";
import { TextField } from "./field.tsx";

// As browsers do: the field that asks for it, else the first that can have it.
beforeEach(() => {
  vi.spyOn(HTMLDialogElement.prototype, "showModal").mockImplementation(function (this: HTMLDialogElement) {
    this.open = true;
    (this.querySelector<HTMLElement>("[autofocus]") ?? this.querySelector("button"))?.focus();
  });
});
afterEach(() => render(null, document.body));

const shown = (field: "a field" | "no field"): string => {
  act(() => {
    render(
      <Dialog title="A lid" onClose={() => undefined}>
        {field === "a field" && <TextField label="Name" value="" onValue={() => undefined} autofocus />}
      </Dialog>,
      document.body,
    );
  });
  return document.activeElement!.localName;
};

it("U-p6: gives the focus to the field that asks for it, else to the dialog, and not to its cross", () => {
  expect(shown("a field")).toBe("input");
  act(() => render(null, document.body));
  expect(shown("no field")).toBe("dialog");
});
