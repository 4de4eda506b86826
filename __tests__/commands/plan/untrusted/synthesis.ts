import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { describeFinding } from "../../../../commands/plan/untrusted/finding";
import { guard } from "../../../../commands/plan/untrusted/guard";
import { lingobot } from "../../../../lingobot";
import { definePlatform, type PlatformSettings } from "../../../../stacks";
import { readSynthesized, type SynthesizedStack } from "../../../../tools/synthesized";

/** A configuration that tests take apart. */
// biome-ignore lint/suspicious/noExplicitAny: hostile JSON has every shape
export type Configuration = any;

/** What trusted code and, beside it, other code synthesized; the other one starts as a copy. */
export class Synthesis {
  private readonly directory = mkdtempSync(join(tmpdir(), "untrusted-"));
  readonly base: readonly SynthesizedStack[];

  constructor(private readonly settings: PlatformSettings = lingobot) {
    this.base = this.synthesize(settings, "base");
    this.renew();
  }

  get other(): string {
    return join(this.directory, "other");
  }

  /** The other code synthesizes the same as the base again. */
  renew(): void {
    rmSync(this.other, { recursive: true, force: true });
    cpSync(join(this.directory, "base"), this.other, { recursive: true });
  }

  /** The other code has other settings. */
  with(change: Partial<PlatformSettings>): void {
    rmSync(this.other, { recursive: true, force: true });
    this.synthesize({ ...this.settings, ...change }, "other");
  }

  file(stack: string): string {
    return join(this.other, "stacks", stack, "cdk.tf.json");
  }

  edit(stack: string, change: (configuration: Configuration) => void): void {
    const configuration: Configuration = JSON.parse(readFileSync(this.file(stack), "utf8"));
    change(configuration);
    this.write(stack, JSON.stringify(configuration));
  }

  write(stack: string, text: string): void {
    mkdirSync(join(this.other, "stacks", stack), { recursive: true });
    writeFileSync(this.file(stack), text);
  }

  /** What the guard says of the other code's files, a line each: stack, place, message. */
  findings(): string[] {
    return guard(this.other, this.base).findings.map(
      (finding) => `${finding.stack} ${finding.place} ${describeFinding(finding)}`,
    );
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private synthesize(settings: PlatformSettings, folder: string): SynthesizedStack[] {
    const outdir = join(this.directory, folder);
    const app = new App({ outdir });
    definePlatform(app, settings, { state: settings.state });
    app.synth();
    return readSynthesized(outdir);
  }
}
