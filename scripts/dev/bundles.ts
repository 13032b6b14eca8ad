/** Builds what a changed file is part of, with the same configuration as `npm run build`. */
import { join } from "node:path";
import { rollup } from "rollup";
import { loadConfigFile } from "rollup/loadConfigFile";

type Builds = Awaited<ReturnType<typeof loadConfigFile>>["options"];

/** Places in rollup.config.ts. The loaders name the widget's chunks, so they are built again with them. */
const bundlesOf: [start: string, bundles: number[]][] = [
  ["widget/", [0, 1, 2, 3]],
  ["server/admin/", [4]],
  ["server/contract/", []],
  ["server/notation/", [4, 5]],
  ["server/", [5]],
  ["demo-site/server.ts", [5]],
  ["demo-site/host-pages/", [5]],
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
