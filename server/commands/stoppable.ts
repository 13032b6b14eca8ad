/**
 * Work that Ctrl+C may end in the middle: it cleans up after itself and says what is left as it was.
 * @throws Error with a sentence for what the disk and the person at the terminal do
 */
export async function stoppable<T>(safe: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once("SIGINT", onSignal);
  process.once("SIGTERM", onSignal);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (stop.signal.aborted) throw new Error(`Stopped. ${safe}`, { cause: error });
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOSPC" || code === "SQLITE_FULL") throw new Error(`The disk is full. ${safe}`, { cause: error });
    if (code === "ENOENT") throw new Error(`There is no such file. ${safe}`, { cause: error });
    if (code === "EEXIST") throw new Error(`There is a file of that name already. ${safe}`, { cause: error });
    throw error;
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}
