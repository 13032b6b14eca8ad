// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { withColumn } from "./import-preview.tsx";

describe("choosing what a column holds", () => {
  it("takes the field from the column that had it: a name cannot stand in two", () => {
    expect(withColumn({ name: 0, email: 1 }, 2, "name")).toEqual({ name: 2, email: 1 });
  });

  it("takes the column from the field that was read from it", () => {
    expect(withColumn({ name: 0, email: 1 }, 1, "company")).toEqual({ name: 0, company: 1 });
  });

  it("leaves a column out", () => {
    expect(withColumn({ name: 0, email: 1 }, 1, "")).toEqual({ name: 0 });
  });
});
