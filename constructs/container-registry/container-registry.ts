import type { Construct } from "constructs";
import { type DocrProps, DocrRegistry, ExistingDocrRegistry, type IDocrRegistry } from "./docr-registry";
import { type GhcrProps, GhcrRegistry } from "./ghcr-registry";

/** Where the images of an app are. Each registry says who may pull, and what the pipeline logs in with. */
export class ContainerRegistry {
  /**
   * GitHub's registry: the default, since the pipeline pushes with its own token. Creates nothing.
   * @param owner user or organisation that owns the package
   * @param repository name of the package, for example that of the repository
   */
  public static ghcr(owner: string, repository: string, props: GhcrProps = {}): GhcrRegistry {
    return new GhcrRegistry(owner, repository, props);
  }

  /** DigitalOcean's registry: creates it. An account has one, so it belongs in one stack only. */
  public static docr(scope: Construct, id: string, props: DocrProps): DocrRegistry {
    return new DocrRegistry(scope, id, props);
  }

  /** DigitalOcean's registry, created by another stack or by hand. */
  public static fromDocrName(name: string): IDocrRegistry {
    return new ExistingDocrRegistry(name);
  }

  private constructor() {}
}
