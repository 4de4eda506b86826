import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { terraformContent } from "./terraform-content";

/**
 * Synthesizes as many environments as the command line says. Prints milliseconds, also of the processors, megabytes and
 * what was written as JSON. Whatever its callers need is loaded before, so that it is not measured.
 */
export function synthMany(add: (app: App, names: readonly string[]) => void): void {
  const [count = "1"] = process.argv.slice(2);
  const names = Array.from({ length: Number(count) }, (_, index) => `environment-${index}`);
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  const started = performance.now();
  const startedCpu = process.cpuUsage();
  const app = new App({ outdir });
  add(app, names);
  app.synth();
  const milliseconds = performance.now() - started;
  const cpu = process.cpuUsage(startedCpu);
  const cpuMilliseconds = (cpu.user + cpu.system) / 1000;
  globalThis.gc?.();
  const megabytes = process.memoryUsage().heapUsed / 2 ** 20;
  const written = createHash("sha256");
  for (const name of names) written.update(terraformContent(join(outdir, "stacks", name, "cdk.tf.json")));
  rmSync(outdir, { recursive: true });
  console.log(JSON.stringify({ milliseconds, cpuMilliseconds, megabytes, written: written.digest("hex") }));
}
