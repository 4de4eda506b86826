/** The file that keeps the sandbox cannot be used. */
export class SandboxFileError extends Error {
  constructor(
    readonly file: string,
    readonly fault: string,
  ) {
    super(
      `Cannot use the sandbox's file ${file}: ${fault}. ` +
        "Start afresh with `npm run sandbox -- reset` (everything deployed in the sandbox is forgotten), or put a good copy of the file back.",
    );
    this.name = "SandboxFileError";
  }
}
