/** Builds what a changed file is part of, with the same configuration as `npm run build`. */
import { join } from "node:path";
import { rollup } from "rollup";
import { loadConfigFile } from "rollup/loadConfigFile";

type Builds = Awaited<ReturnType<typeof loadConfigFile>>["options"];

/** Places in rollup.config.ts. The loader names the widget's chunks, so it is built again with them. */
const bundlesOf: [start: string, bundles: number[]][] = [
  ["widget/", [0, 1]],
  ["server/admin/", [2]],
  ["server/contract/", []],
  ["server/", [3]],
  ["demo-site/server.ts", [3]],
  ["demo-site/host-pages/", [3]],
];

export async function bundler(): Promise<(changed: Set<string>) => Promise<void>> {
  const config = await loadConfigFile(join(process.cwd(), "rollup.config.ts"), {
    configPlugin: "esbuild",
    silent: true,
  });
  return async (changed) => {
    const wanted = new Set(
      [...changed].flatMap((file) => bundlesOf.find(([start]) => file.startsWith(start))?.[1] ?? []),
    );
    for (const at of [...wanted].sort()) await build(config.options[at]!);
  };
}

async function build(options: Builds[number]): Promise<void> {
  const bundle = await rollup(options);
  for (const output of options.output) await bundle.write(output);
  await bundle.close();
}
