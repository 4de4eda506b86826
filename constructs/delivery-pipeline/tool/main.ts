import { dirname, join } from "node:path";
import { run } from "./run";

const beside = join(dirname(process.argv[1] ?? "."), "platform.json");

run(process.argv.slice(2), process.env, beside).then((code) => {
  process.exitCode = code;
});
