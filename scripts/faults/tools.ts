/** Programs that make faults. Installed from Debian's packages where they are missing and we may. */
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { installByApt, mayInstall } from "../testing/apt.ts";

const packages = {
  strace: "/usr/bin/strace",
  libfaketime: "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
};

export type Tool = keyof typeof packages;

export const isRoot = userInfo().uid === 0;

/** @throws where it is missing and cannot be installed: a fault that was not tried must not pass */
export async function toolPath(tool: Tool): Promise<string> {
  const path = packages[tool];
  if (!existsSync(path) && mayInstall()) {
    console.log(`Installing ${tool}`);
    await installByApt(tool);
  }
  if (!existsSync(path)) throw new Error(`This needs ${tool}. On Debian: apt-get install ${tool}`);
  return path;
}
