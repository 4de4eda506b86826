// Keeps what V8 compiled, so that a program's next run need not. Stands in for module.enableCompileCache, which Node has
// from 22.1 on, and like it keeps the functions that ran, too: without them nothing is gained.
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join, relative } = require("node:path");
const vm = require("node:vm");
const { keepFile } = require("./keep-file.cjs");

/** How a module finds what it asks for by `import()`; Node has it from 20.10 on. */
const importModuleDynamically = vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;

/**
 * For the modules of a program below the root.
 * @param {string} folder takes a file for each program
 */
function keepCompiled(folder, root) {
  const program = relative(root, process.argv[1] ?? "..");
  if (program.startsWith("..") || importModuleDynamically === undefined || isObserved()) return;
  const file = join(folder, `${process.version}-${process.arch}-${digest(program)}`);
  const kept = read(file);
  const fresh = new Map();
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename) {
    const path = relative(root, filename);
    const key = digest(content);
    const known = kept.get(path);
    const script = scriptOf(content, filename, known?.key === key ? known.data : undefined);
    // Node tells what is wrong with it.
    if (script === undefined) return compile.call(this, content, filename);
    if (script.cachedDataRejected !== false) fresh.set(path, { key, script });
    const wrapper = script.runInThisContext();
    return wrapper.call(this.exports, this.exports, requireOf(this), this, filename, dirname(filename));
  };
  process.once("exit", () => {
    for (const [path, { key, script }] of fresh) kept.set(path, { key, data: script.createCachedData() });
    if (fresh.size > 0) write(file, kept);
  });
}

/** Source maps, coverage and debuggers are for Node's own way. */
function isObserved() {
  const isDebugged = require("node:inspector").url() !== undefined;
  return process.sourceMapsEnabled || process.env.NODE_V8_COVERAGE !== undefined || isDebugged;
}

/** Undefined when it cannot be compiled. */
function scriptOf(content, filename, cachedData) {
  try {
    const source = Module.wrap(content.replace(/^#!.*/, ""));
    return new vm.Script(source, { filename, cachedData, importModuleDynamically });
  } catch {
    return undefined;
  }
}

/** What a module knows as `require`. */
function requireOf(module) {
  const resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  const { _cache: cache, _extensions: extensions } = Module;
  return Object.assign((id) => module.require(id), { resolve, main: process.mainModule, extensions, cache });
}

function digest(text) {
  return createHash("sha1").update(text).digest("hex");
}

/** A file that is not there, or not whole, counts as none. */
function read(file) {
  try {
    return parsed(readFileSync(file));
  } catch {
    return new Map();
  }
}

/** One line of JSON with path, key and length of each module, then their data. */
function parsed(content) {
  let at = content.indexOf("\n") + 1;
  const kept = new Map();
  for (const [path, key, length] of JSON.parse(content.subarray(0, at))) {
    kept.set(path, { key, data: content.subarray(at, at + length) });
    at += length;
  }
  return at === content.length ? kept : new Map();
}

function write(file, kept) {
  const index = [...kept].map(([path, { key, data }]) => [path, key, data.length]);
  const data = [...kept.values()].map(({ data }) => data);
  keepFile(file, Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...data]));
}

module.exports = { keepCompiled };
