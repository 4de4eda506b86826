import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";

const PIPELINE = resolve(__dirname, "../constructs/delivery-pipeline");

const BANNER = `// What the workflows of this repository do beyond well-kept actions: deploy, verify, gate, roll back, report.
// Bundled from the platform's constructs/delivery-pipeline/tool, where it is changed and tested; nothing is minified.
// No dependencies: runs on Node.js 20 or later.`;

/** Where the bundle is kept, so that synthesis needs no bundler. */
export const BUNDLE = join(PIPELINE, "platform.mjs");

/** Bundles the deploy tool into one readable ES module. Throws when its source does not compile. */
export function bundleTool(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(PIPELINE, "tool/main.ts")],
    absWorkingDir: PIPELINE,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    charset: "utf8",
    banner: { js: BANNER },
    legalComments: "none",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

if (require.main === module) {
  if (!process.argv.includes("--check")) writeFileSync(BUNDLE, bundleTool());
  else if (readFileSync(BUNDLE, "utf8") !== bundleTool()) {
    console.error(
      `${BUNDLE} differs from its source: run \`node -r ./tools/register.cjs tools/bundle-tool.ts\``,
    );
    process.exitCode = 1;
  }
}
