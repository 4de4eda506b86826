// Compiles the package for other teams into dist/: the constructs, the stacks and the policies, with their types.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
// Read at synth beside the code that renders it.
const bundle = "constructs/delivery-pipeline/platform.mjs";
cpSync(bundle, `dist/${bundle}`);
