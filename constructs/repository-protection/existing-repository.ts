import { DataGithubRestApi } from "@cdktf/provider-github/lib/data-github-rest-api";
import { Fn, type ITerraformDependable, propertyAccess, Token } from "cdktf";
import { Construct } from "constructs";
import type { Problem } from "../errors";
import { loginProblems, repositoryProblems } from "../private/names";
import { Problems } from "../private/problems";

/** What ExistingRepository takes. */
export interface ExistingRepositoryProps {
  /** The user or organization that owns the repository. */
  readonly owner: string;
  /** The repository's name. */
  readonly repository: string;
}

/**
 * A repository that another stack created, found by its name when Terraform plans.
 *
 * When it is missing, nothing is created, and the message says which command creates it. The REST data source is used
 * because `github_repository` cannot tell: provider 6.9.0 crashes on a missing repository (mended in 6.9.1, #2992) and
 * later ones answer nothing, which Terraform calls a fault of the provider.
 */
export class ExistingRepository extends Construct implements ITerraformDependable {
  /** What is wrong with the names, for whoever makes several constructs of them and tells it once. */
  public static problemsOf({ owner, repository }: ExistingRepositoryProps): Problem[] {
    return [...loginProblems("the owner", owner), ...repositoryProblems("the repository", repository)];
  }

  /** The repository's name, as a token: what uses it waits for the lookup. */
  public readonly name: string;
  /** OWNER/NAME. */
  public readonly fullName: string;

  private readonly lookup: DataGithubRestApi;

  public constructor(scope: Construct, id: string, props: ExistingRepositoryProps) {
    super(scope, id);
    new Problems(this).add(...ExistingRepository.problemsOf(props));
    this.fullName = `${props.owner}/${props.repository}`;
    this.lookup = new DataGithubRestApi(this, "Resource", {
      endpoint: `repos/${this.fullName}`,
      lifecycle: {
        postcondition: [{ condition: isFound(this.fullName), errorMessage: notFound(this.fullName) }],
      },
    });
    // Falls back while destroying: there a missing repository is only a warning.
    const found = propertyAccess(Fn.jsondecode(this.lookup.body), ["name"]);
    this.name = Token.asString(Fn.try([found, props.repository]));
  }

  /** What to name in `dependsOn`. */
  public get fqn(): string {
    return this.lookup.fqn;
  }
}

/** Compares the whole name, so that a repository that was renamed, which GitHub redirects to, counts as missing. */
function isFound(fullName: string): string {
  return `\${try(lower(jsondecode(self.body).full_name), "") == "${fullName.toLowerCase()}"}`;
}

function notFound(fullName: string): string {
  return `repository ${fullName} not found: run \`cdktf deploy repository\` first`;
}
