import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

/** A rendered file of the app's repository. */
export interface RepositoryFile {
  readonly path: string;
  readonly content: string;
}

const EXAMPLE = resolve(__dirname, "../../../../examples/lingobot");

/** What git ignores in the example, and somebody may have made there by running it. */
const IGNORED = /^(\.venv|\.env|\.coverage|coverage\..*|requirements-audit\.txt|__pycache__|\..*_cache)$/;

/** The app's repository as a runner checks it out: the example with the rendered files laid over it. */
export class Checkout {
  public readonly directory = realpathSync(mkdtempSync(join(tmpdir(), "lingobot-")));

  public constructor(files: readonly RepositoryFile[]) {
    cpSync(EXAMPLE, this.directory, { recursive: true, filter: (path) => !IGNORED.test(basename(path)) });
    for (const file of files) this.write(file.path, file.content);
  }

  public path(path: string): string {
    return join(this.directory, path);
  }

  public read(path: string): string {
    return readFileSync(this.path(path), "utf8");
  }

  public write(path: string, content: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
  }

  /** Runs the body with the file changed, and puts the file back as it was. */
  public async with<T>(
    path: string,
    change: (content: string) => string,
    body: () => Promise<T>,
  ): Promise<T> {
    const before = this.read(path);
    const after = change(before);
    if (after === before)
      throw new Error(`the change to ${path} changes nothing: it no longer fits the example`);
    this.write(path, after);
    try {
      return await body();
    } finally {
      this.write(path, before);
    }
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
