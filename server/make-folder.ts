import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * A folder that is its owner's alone, and those above it. Step by step: Node's own `recursive` asks for ever where a
 * file system that takes no folders, such as /proc, answers as if the one above were missing.
 * @returns those that were made, the uppermost first
 * @throws the error of the step that failed
 */
export function makeFolder(path: string): string[] {
  if (isFolder(path)) return [];
  const above = dirname(path);
  const made = existsSync(above) ? [] : makeFolder(above);
  try {
    mkdirSync(path, { mode: 0o700 });
    return [...made, path];
  } catch (error) {
    // Of two first starts at once one makes it.
    if (isFolder(path)) return made;
    throw error;
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
