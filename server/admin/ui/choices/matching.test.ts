import { expect, it } from "vitest";
import { matching } from "./matching.ts";

const found = (names: string[], typed: string): readonly string[] => matching(names, typed, (name) => name);

it("finds without accents and capitals, the very word first, then what begins with it", () => {
  const names = ["Amara Diallo", "Review", "Señal", "View and change", "Marta Kowalska", "View", "El Mar"];
  expect(found(names, "SENAL")).toEqual(["Señal"]);
  expect(found(names, " view ")).toEqual(["View", "View and change", "Review"]);
  expect(found(names, "mar")).toEqual(["Marta Kowalska", "El Mar", "Amara Diallo"]);
  expect(found(names, "")).toEqual(names);
  expect(found(names, "x")).toEqual([]);
});
