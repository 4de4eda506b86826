// Lets node require TypeScript: the same transform as the tests (.swcrc), on our own files only.
// What was transformed is kept below node_modules, so that the compiler is loaded only after an edit.
const { createHash } = require("node:crypto");
const { existsSync, readFileSync } = require("node:fs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { keepCompiled } = require("./compile-cache.cjs");
const { keepFile } = require("./keep-file.cjs");

const ROOT = join(__dirname, "..");
requireNode();
const CACHE = join(ROOT, "node_modules", ".cache", "typescript");
const COMPILED = join(ROOT, "node_modules", ".cache", "compiled");
if (enableCompileCache === undefined) keepCompiled(COMPILED, ROOT);
else enableCompileCache(COMPILED);
const SETTINGS = digest(
  [".swcrc", "node_modules/@swc/core/package.json", "tools/register.cjs"].map((file) =>
    readFileSync(join(ROOT, file)),
  ),
);

require.extensions[".ts"] = (module, filename) => {
  const source = readFileSync(filename, "utf8");
  const kept = join(CACHE, `${digest([SETTINGS, filename, source])}.js`);
  module._compile(
    existsSync(kept) ? readFileSync(kept, "utf8") : transform(filename, source, kept),
    filename,
  );
};

/** The oldest Node that our packages run on; npm only warns of an older one. */
function requireNode() {
  const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const [major, minor] = /\d+\.\d+/.exec(engines.node)[0].split(".").map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split(".").map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  console.error(
    `Node ${process.versions.node} is too old: Node ${major}.${minor} or later is needed; install it from https://nodejs.org, or with your version manager`,
  );
  process.exit(1);
}

function digest(parts) {
  const hash = createHash("sha1");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

// The address of the map has no scheme: Node follows no other.
function transform(filename, source, kept) {
  const { code, map } = require("@swc/core").transformSync(source, { filename, sourceMaps: true });
  const text = `${code}//# sourceMappingURL=${pathToFileURL(kept).pathname}.map\n`;
  keepFile(`${kept}.map`, map);
  keepFile(kept, text);
  return text;
}
