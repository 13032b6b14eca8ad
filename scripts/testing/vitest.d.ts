import "vitest";

/** What the setups of a run hand to its tests, taken with `inject(…)`. */
declare module "vitest" {
  interface ProvidedContext {
    /** A Postgres 18 of this run's own; each test file makes its own database there. */
    postgresUrl: string;
    /** A folder of this run, for SQLite files that each test begins with a copy of. */
    templates: string;
    /** Only in end-to-end tests. */
    browserPath: string;
  }
}
