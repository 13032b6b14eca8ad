/** What `serve` and `demo` share: a start that explains itself, and an end that finishes what was accepted. */
import { type Config, ConfigError } from "../config.ts";
import { isLoopback } from "../settings/hosts.ts";
import { type Running, start, type StartOptions } from "../start.ts";
import { tightenFiles } from "./private-files.ts";

const goodbyeTimeoutMs = 25_000;

const maxPort = 65_535;
/** Not the next one: the shops of the demo stand right behind the desk. */
const stride = 10;

/**
 * A port to try in place of one that is taken.
 * @param spokenFor what the same start listens on besides
 */
export function otherPort(taken: number, spokenFor: number): number {
  // Two strides, for one may end on what is spoken for.
  const step = taken + 2 * stride > maxPort ? -stride : stride;
  const next = taken + step;
  return next === spokenFor ? next + step : next;
}

/**
 * @param sitePort of the shops that are to stand beside it
 * @throws an Error with one clear sentence where the address cannot be had
 */
export async function startClearly(options: StartOptions, sitePort = 0): Promise<Running> {
  const { host, port } = options.config;
  tightenFiles(options.config);
  try {
    return await start({ ...options, onBroken: leaveAtOnce });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EADDRINUSE") {
      throw new Error(
        `Port ${port} on ${host} is taken by another program. Stop that one, or choose another port: PORT=${otherPort(port, sitePort)} …`,
      );
    }
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN")
      throw new ConfigError([
        `HOST is ${JSON.stringify(host)}: it has to be an address or a name of this machine (${code}).`,
      ]);
    if (code === "EACCES")
      throw new Error(`Port ${port} needs more rights than this user has. Choose one above 1023: PORT=3000 …`);
    throw error;
  }
}

/**
 * For a disk that refused a commit: it is better to end and start again than to answer from a file that may be torn.
 */
function leaveAtOnce(error: unknown): never {
  console.error("The disk did not take a write, so this process stops. What was acknowledged is on disk.", error);
  process.exit(1);
}

/**
 * After an uncaught error, work under way has only seconds: nobody knows what else the error has broken, and a
 * supervisor waits to start anew.
 */
const lastResortTimeoutMs = 5_000;

/**
 * Resolves after SIGTERM or SIGINT and a clean end. An uncaught error ends the process as well: the error is logged,
 * requests that were accepted are answered, and the exit code is 1. Going on would mean going on with work that the
 * error left half done.
 */
export async function untilStopped({ close, log }: Pick<Running, "close" | "log">): Promise<void> {
  const failed = await new Promise<boolean>((resolve) => {
    process.once("SIGTERM", () => resolve(false));
    process.once("SIGINT", () => resolve(false));
    // Hears of unhandled rejections too, and of errors that come while the process ends.
    process.on("uncaughtException", (err, origin) => {
      log.fatal({ err, origin }, "an error that nobody caught: this process answers what it can and ends");
      resolve(true);
    });
  });
  const late = setTimeout(
    () => {
      console.error("Some requests did not end in time; stopping all the same.");
      process.exit(1);
    },
    failed ? lastResortTimeoutMs : goodbyeTimeoutMs,
  );
  late.unref();
  await close();
  if (failed) process.exit(1);
}

/** Things a person should know at the start, each a sentence. */
export function warnings(config: Config, publicUrl: string): string[] {
  const { protocol, hostname } = new URL(publicUrl);
  return [
    ...(config.limits ? [] : ["LIMITS=off: nothing is limited. Use this for tests only."]),
    ...(protocol === "https:" || isLoopback(hostname)
      ? []
      : [
          `The staff page needs https: browsers do not keep its cookie at ${publicUrl}. Put a TLS proxy in front and set PUBLIC_URL.`,
        ]),
    ...config.notYet,
  ];
}
