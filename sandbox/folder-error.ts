/** The folder cannot be a sandbox's. */
export class SandboxFolderError extends Error {
  constructor(directory: string, fault: string) {
    super(
      `Cannot use the folder ${directory} for the sandbox: ${fault}. ` +
        "Name a new or an empty folder in SANDBOX_DIR, or leave it unset for .sandbox.",
    );
    this.name = "SandboxFolderError";
  }
}
