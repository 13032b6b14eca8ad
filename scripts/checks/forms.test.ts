import { expect, it } from "vitest";
import { formsLine, formsOf } from "./forms.ts";

const frame = {
  path: "ui/frame.tsx",
  code: "export const Frame = ({ children }) => <form>{children}</form>;\nexport const Way = () => <button />;",
};
const around = {
  path: "ui/ask.tsx",
  code: `import { Frame } from "./frame.tsx";\nexport function Ask({ children }) { return <Frame>{children}</Frame>; }`,
};

it("finds forms, and what is put into a frame for forms or into a frame around one", () => {
  const views = [
    {
      path: "a.tsx",
      code: `import { Frame, Way } from "./frame.tsx";\nconst A = () => <Frame><Way /></Frame>;\nconst B = () => <Frame />;`,
    },
    { path: "b.tsx", code: `import { Ask } from "./ask.tsx";\nexport const B = () => <div><Ask /></div>;` },
    { path: "c.tsx", code: "export const C = () => <form><input /></form>;" },
    // Called the same, and something else.
    { path: "d.tsx", code: `const Frame = "dialog";\nexport const D = () => <Frame />;` },
  ];
  expect(formsOf([frame, around, ...views])).toEqual(["a.tsx#1", "a.tsx#2", "b.tsx", "c.tsx"]);
});

const run = (...tests: [fullName: string, status: string][]) => [
  {
    name: "/scripts/e2e/typed-forms.test.ts",
    status: "passed",
    assertionResults: tests.map(([fullName, status]) => ({ fullName, status })),
  },
];

it.each([
  [run(["a.tsx#1: a name", "passed"], ["b.tsx: a ticket", "passed"], ["others", "failed"]), "forms typed: 2 of 2"],
  [run(["a.tsx#1: a name", "passed"], ["b.tsx: a ticket", "failed"]), "forms typed: 1 of 2 (without b.tsx)"],
  [run(["a.tsx#10: a name", "passed"]), "forms typed: 0 of 2 (without a.tsx#1, b.tsx)"],
])("counts the forms that a run has typed into", (files, line) => {
  expect(formsLine(files, ["a.tsx#1", "b.tsx"])).toBe(line);
});
