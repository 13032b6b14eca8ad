import "vitest";

/** What the setups of a run hand to its tests, taken with `inject(…)`. */
declare module "vitest" {
  interface ProvidedContext {
    /** A Postgres 18 of this run's own; each test file makes its own database there. */
    postgresUrl: string;
    /** Only in end-to-end tests. */
    browserPath: string;
  }
}
