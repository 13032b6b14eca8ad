/** `npm run check`: refuses what is built with something that the oldest browsers lack. Ends with 1 if there is any. */
import { globSync, readFileSync } from "node:fs";
import { exceptions } from "./exceptions.ts";
import { lookAt } from "./look.ts";
import { ownNames } from "./own-names.ts";

const unused = new Set(Object.keys(exceptions));
const own = ownNames();
const counts = { files: 0, uses: 0, sheets: 0 };
for (const file of globSync("dist/{widget,admin}/*.js")) {
  const { lacking, uses, sheets } = lookAt(readFileSync(file, "utf8"), {
    isModule: file !== "dist/widget/widget.js",
    ownNames: own,
  });
  counts.files += 1;
  counts.uses += uses;
  counts.sheets += sheets;
  for (const [what, why] of lacking) {
    unused.delete(what);
    if (what in exceptions) continue;
    console.log(`${file}: ${what}: ${why}`);
    process.exitCode = 1;
  }
}
for (const what of unused) {
  console.log(`${what} is excepted and not used any more`);
  process.exitCode = 1;
}
if (counts.files === 0 || counts.sheets === 0) {
  console.log("Nothing is built that could be looked at");
  process.exitCode = 1;
}
console.log(`${counts.uses} uses in ${counts.files} scripts with ${counts.sheets} style sheets`);
