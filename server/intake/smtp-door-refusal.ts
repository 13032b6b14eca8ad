/** What a mail server is told instead of yes. With 4xx it tries again for days; with 5xx it gives up and tells whoever wrote. */
import type { Logger } from "pino";

/** Thrown by what takes mail, it is the answer as it stands; any other error is a 451 that tells nothing. */
export class SmtpRefusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, words: string) {
    super(words);
    this.responseCode = responseCode;
  }
}

/** @param doing for the log, where an error is no refusal */
export function refusalOf(error: unknown, doing: string, log: Logger): SmtpRefusal {
  if (error instanceof SmtpRefusal) return error;
  log.error({ err: error }, `incoming mail: ${doing} failed`);
  return new SmtpRefusal(451, "Something went wrong here, please try again later");
}
