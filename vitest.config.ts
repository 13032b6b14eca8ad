/** `vitest` for all, `vitest --project unit`, `vitest --project e2e`; `npm test` runs both after the build. */
import { defineConfig } from "vitest/config";
import { cssText } from "./scripts/testing/css-text.ts";

export default defineConfig({
  plugins: [cssText()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{server,widget,demo-site,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["scripts/{e2e,engines}/**"],
          globalSetup: ["scripts/testing/postgres.ts", "scripts/testing/templates.ts"],
          // Against what hangs, not what is slow: two files and Postgres share the two cores that CI has.
          testTimeout: 20_000,
          hookTimeout: 30_000,
          expect: { poll: { timeout: 10_000 } },
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["scripts/e2e/**/*.test.ts"],
          globalSetup: ["scripts/testing/postgres.ts", "scripts/testing/browser.ts"],
          // Each test drives a server and a browser of its own: two at once on two cores only wait for each other.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
          retry: 0,
        },
      },
      {
        test: {
          name: "browsers",
          include: ["scripts/engines/**/*.test.ts", "scripts/e2e/engines.test.ts"],
          globalSetup: ["scripts/testing/postgres.ts", "scripts/testing/browser.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
