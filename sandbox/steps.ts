import pc from "picocolors";

/** Tells the steps of a long job as they happen, each with what it did and how long it took. */
export class Steps {
  private count = 0;

  constructor(private readonly output: { write(text: string): unknown }) {}

  /** Runs one step; `tell` prints a line below its title. */
  async run<T>(title: string, work: (tell: (line: string) => void) => Promise<T>): Promise<T> {
    this.count += 1;
    this.line(`${pc.cyan(`${this.count}.`)} ${pc.bold(title)}`);
    const started = performance.now();
    const result = await work((text) => this.line(`   ${pc.dim(text)}`));
    this.line(`   ${pc.green("done")} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return result;
  }

  private line(text: string): void {
    this.output.write(`${text}\n`);
  }
}
