// @vitest-environment happy-dom
import { render } from "preact";
import { expect, it } from "vitest";
import { DataTable } from "./data-table.tsx";

it.each([
  [[], false, false],
  [["1"], false, true],
  [["1", "2"], true, false],
])("U-m19: with %j of two rows chosen, the box for all is ticked: %j, half: %j", (ids, isTicked, isHalf) => {
  render(
    <DataTable
      label="People"
      columns={[{ name: "name", label: "Name", cell: ({ id }) => id }]}
      items={[{ id: "1" }, { id: "2" }]}
      nameOf={({ id }) => id}
      chosen={{ ids: new Set(ids), toggle: () => undefined, all: () => undefined }}
    />,
    document.body,
  );
  const { checked, indeterminate } = document.querySelector<HTMLInputElement>("thead input")!;
  expect({ checked, indeterminate }).toEqual({ checked: isTicked, indeterminate: isHalf });
});
