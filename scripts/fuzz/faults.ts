/** What the server itself says went wrong: in a request, or in what it does by itself later. */
export class Faults {
  #lines: string[] = [];

  readonly hear = (line: string): void => {
    const { level, msg, err, job } = JSON.parse(line) as Record<string, unknown>;
    if (Number(level) >= 50) this.#lines.push(JSON.stringify({ msg, job, err }).slice(0, 1000));
  };

  /** Since this was last asked. */
  take(): string[] {
    return this.#lines.splice(0);
  }
}
