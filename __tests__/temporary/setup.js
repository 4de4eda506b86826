const { mkdtempSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

// Everything that the tests make in the system's temporary folder goes into one, which is removed after them.
module.exports = async () => {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), "lingobot-platform-"));
};
