/** Fetched by the loader of a pinned snippet, which carries the digest of this file as this one carries all others. */

/** Put in by the build: for each file that the loader calls, all that it may ever import, with their digests. */
declare const __CHECKS__: Record<string, [file: string, digest: string][]>;

/** @throws if one of the files that this chunk lives of is not the one that was released */
export async function checks(check: (file: string, digest: string) => Promise<unknown>, chunk: string): Promise<void> {
  await Promise.all(__CHECKS__[chunk]!.map(([file, digest]) => check(file, digest)));
}
