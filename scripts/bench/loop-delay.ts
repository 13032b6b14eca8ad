/**
 * Loaded into a process before its program: how late its event loop is, and how long SQLite commits take, told on each
 * SIGUSR2 as a line of JSON and counted anew from there.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import Sqlite from "better-sqlite3";

/** Times in milliseconds. */
export interface LoopDelay {
  p99: number;
  max: number;
  /** The longest time in which nothing else was done, without what commits took of it. */
  maxWithoutCommits: number;
  commits: number;
  maxCommit: number;
}

const resolution = 1;
const histogram = monitorEventLoopDelay({ resolution });
histogram.enable();

let commits = 0;
let maxCommit = 0;
let committing = 0;
const prototype = Sqlite.prototype as unknown as { prepare(text: string): { run(...given: unknown[]): unknown } };
const { prepare } = prototype;
prototype.prepare = function (text) {
  const statement = prepare.call(this, text);
  if (text !== "commit") return statement;
  const { run } = statement;
  statement.run = (...given) => {
    const begun = performance.now();
    try {
      return run.apply(statement, given);
    } finally {
      const took = performance.now() - begun;
      commits += 1;
      committing += took;
      maxCommit = Math.max(maxCommit, took);
    }
  };
  return statement;
};

let maxWithoutCommits = 0;
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  maxWithoutCommits = Math.max(maxWithoutCommits, now - last - resolution - committing);
  last = now;
  committing = 0;
}, resolution).unref();

process.on("SIGUSR2", () => {
  const told: LoopDelay = {
    p99: histogram.percentile(99) / 1e6,
    max: histogram.max / 1e6,
    maxWithoutCommits,
    commits,
    maxCommit,
  };
  process.stdout.write(`loop delay ${JSON.stringify(told)}\n`);
  histogram.reset();
  commits = maxCommit = maxWithoutCommits = 0;
});
