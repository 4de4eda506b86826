import { InvalidValueError } from "../constructs";
import type { PolicyId } from "./catalogue";
import { isBlock } from "./stack/configuration";

/** Excuses one stack from one policy, for a reason and for a time. */
export interface Waiver {
  readonly policy: PolicyId;
  /** Name of the stack. */
  readonly stack: string;
  /** Why, for whoever reads the plan report: three words or more, and 15 letters. */
  readonly reason: string;
  /** Last day on which it holds, in UTC, at most a year away: YYYY-MM-DD. */
  readonly expires: string;
}

/** What a team adds to the platform's policies, and what it is excused from. A team may raise, never lower. */
export interface PolicySettings {
  /** Least number of instances of a service of production, 2 or more. @default 2 */
  readonly minimumInstances?: number;
  /** Least number of teams and people who may approve a deployment to production, 1 or more. @default 1 */
  readonly minimumReviewers?: number;
  /** Policies of production that are asked of every stack. @default - none */
  readonly everywhere?: readonly PolicyId[];
  /** @default - none */
  readonly waivers?: readonly Waiver[];
}

/** What a run says about the stacks, beside what Terraform is given. */
export interface PolicyRun {
  /** The day that waivers are held against. */
  readonly today: Date;
  /** The team's own. @default - the platform's alone */
  readonly settings?: PolicySettings;
  /** Stacks that are production, whatever else says of them. @default - all that nothing says to be lower */
  readonly production?: readonly string[];
  /**
   * Stacks that are not production, beside those whose names say so (see `environmentKind`). It does not take back what
   * the stack says itself: production or prod in the name of the stack, of an app or of a GitHub environment, or a
   * DigitalOcean project for production.
   * @default - none
   */
  readonly lower?: readonly string[];
  /** USD a month that a stack may cost at worst, by the stack's name. @default - no budgets */
  readonly budgets?: Readonly<Record<string, number>>;
  /**
   * Who may step around the rules of the branches and tags that deploy to production, because the platform says so: by
   * GitHub's type and id, a team by its slug, as "Integration:1234", "Team:platform", "OrganizationAdmin".
   * @default - nobody
   */
  readonly bypassActors?: readonly string[];
  /** Stacks that this run may destroy. @default - none */
  readonly destroyable?: readonly string[];
  /** Sources of the providers that stand-ins serve in this run, see `attachedProviders`. @default - none */
  readonly standIns?: readonly string[];
  /** Images that the pipeline deploys: "ghcr.io/owner/name". @default - all whose tag and digest Terraform ignores */
  readonly pipelineImages?: readonly string[];
}

/**
 * Sources of the providers that are attached, from the text of TF_REATTACH_PROVIDERS: Terraform and OpenTofu call these
 * and not the real ones.
 * @throws InvalidValueError when the text is no JSON object, which Terraform refuses as well
 */
export function attachedProviders(text: string | undefined): string[] {
  if (text === undefined || text === "") return [];
  return [...new Set(Object.keys(parsed(text)).map(sourceOf))];
}

/** A provider's source without the host that Terraform or OpenTofu adds by itself. */
export function sourceOf(address: string): string {
  return address.replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, "");
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (isBlock(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new InvalidValueError({
    fault: "TF_REATTACH_PROVIDERS does not say which providers are attached",
    got: text,
    allowed: "a JSON object by the providers' addresses",
    next: "leave it to `npm run sandbox -- exec`, or unset it",
  });
}
