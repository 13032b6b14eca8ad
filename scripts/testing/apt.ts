/** Debian's packages, where we may install them. */
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { run } from "./run.ts";

export const mayInstall = (): boolean => userInfo().uid === 0 && existsSync("/usr/bin/apt-get");

/** @returns what there is to read where a package did not come */
export async function installByApt(...names: string[]): Promise<string> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const update = await run("apt-get", ["update", "-q"], { env, timeoutMs: 120_000 });
  const quietly = ["install", "-y", "-q", "--no-install-recommends"];
  const install = await run("apt-get", [...quietly, ...names], { env, timeoutMs: 420_000 });
  return `${update.ok ? "" : update.output}${install.output}`;
}
