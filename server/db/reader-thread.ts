/**
 * A thread that answers what may read many rows, so that nobody whose answer is short waits for it. It keeps a
 * connection for each file that it is asked about.
 */
import { parentPort } from "node:worker_threads";
import type { ReadAnswer, ReadTask } from "./readers.ts";
import { openForLists, type Statements, withStatementCache } from "./sqlite-file.ts";

/** Lists of many projects are long statements, each of a kilobyte for every branch, and seldom asked again. */
const maxStatements = 40;

const files = new Map<string, Statements>();

function statementsOf(file: string): Statements {
  const known = files.get(file);
  if (known) return known;
  const opened = withStatementCache(openForLists(file), maxStatements);
  files.set(file, opened);
  return opened;
}

function answer({ id, file, text, parameters }: ReadTask): ReadAnswer {
  try {
    if (text === undefined) {
      files.get(file)?.close();
      files.delete(file);
      return { id, rows: [] };
    }
    return { id, rows: statementsOf(file).prepare(text).all(parameters) };
  } catch (error) {
    // The class of an error is lost on the way to another thread, and its code with it.
    const { message, code } = error as Error & { code?: string };
    return { id, error: { message, ...(code !== undefined && { code }) } };
  }
}

parentPort!.on("message", (task: ReadTask) => parentPort!.postMessage(answer(task)));
