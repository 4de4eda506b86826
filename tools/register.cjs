// Lets node require TypeScript: the same transform as the tests (.swcrc), on our own files only.
// What was transformed is kept below node_modules, so that the compiler is loaded only after an edit.
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const ROOT = join(__dirname, "..");
const CACHE = join(ROOT, "node_modules", ".cache", "typescript");
const SETTINGS = digest(
  [".swcrc", "node_modules/@swc/core/package.json"].map((file) => readFileSync(join(ROOT, file))),
);

require.extensions[".ts"] = (module, filename) => {
  const source = readFileSync(filename, "utf8");
  const kept = join(CACHE, `${digest([SETTINGS, filename, source])}.js`);
  module._compile(
    existsSync(kept) ? readFileSync(kept, "utf8") : transform(filename, source, kept),
    filename,
  );
};

function digest(parts) {
  const hash = createHash("sha1");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

function transform(filename, source, kept) {
  const { code } = require("@swc/core").transformSync(source, { filename });
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(`${kept}.${process.pid}`, code);
  renameSync(`${kept}.${process.pid}`, kept);
  return code;
}
