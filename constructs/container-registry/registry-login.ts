/** What a pipeline needs to push to the registry. */
export interface RegistryLogin {
  /** Host to log in to. */
  readonly server: string;
  /** User name, as an expression of GitHub Actions. */
  readonly username: string;
  /** Password, as an expression of GitHub Actions. */
  readonly password: string;
  /** Permissions that the workflow's own token needs. */
  readonly permissions: Readonly<Record<string, "read" | "write">>;
  /** Names of the secrets that the workflow must be given. */
  readonly secrets: readonly string[];
}

/** Who may pull images: everybody, whoever has the credential, or everything in the DigitalOcean account. */
export type PullAccess = "everybody" | "credential" | "account";
