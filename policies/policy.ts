import type { StackView } from "./stack/stack-view";
import type { Protection } from "./subjects/protection";

/** What a policy is about; a stack without it has nothing to hold to the policy. */
export type Subject =
  | "apps"
  | "GitHub environments"
  | "repositories"
  | "rulesets"
  | "stateful resources"
  | "stacks";

/** What is asked of one stack. */
export interface Terms {
  /** Whether what the stack makes is production. */
  readonly production: boolean;
  /** Least number of instances of a service of production. */
  readonly minimumInstances: number;
  /** Least number of teams and people who may approve a deployment to production. */
  readonly minimumReviewers: number;
  /** USD a month that the stack may cost at worst; undefined when nobody set it. */
  readonly budget: number | undefined;
  /** The repositories of the run, and the rules of their branches and tags. */
  readonly protection: Protection;
  /** Whether this run may destroy the stack. */
  readonly destroyable: boolean;
  /** Sources of the providers that stand-ins serve in this run: "digitalocean/digitalocean". */
  readonly standIns: ReadonlySet<string>;
  /** Images that the pipeline deploys, without tag; undefined when nobody said. */
  readonly pipelineImages: readonly string[] | undefined;
}

/** Why a policy is not asked of a stack. */
export interface NotAsked {
  readonly notAsked: string;
  /** It is asked of the same stack in other runs. @default - never */
  readonly thisRunOnly?: true;
}

/** A rule that a stack is held to, on what Terraform is given for it. */
export interface Policy<Id extends string = string> {
  /** Words in lower case, joined by hyphens; never changed, because waivers name it. */
  readonly id: Id;
  /** What holds when it holds. */
  readonly title: string;
  /** What happens without it. */
  readonly reason: string;
  /** Where the reason comes from: a page of documentation, or an issue. */
  readonly source: string;
  /** Which stacks it is asked of, unless a team asks it everywhere. */
  readonly scope: "production" | "every stack";
  readonly subject: Subject;
  /** Notes in the view whatever does not hold. */
  readonly check: (stack: StackView, terms: Terms) => NotAsked | undefined;
}

/** A policy, its id kept in its type. */
export function definePolicy<Id extends string>(policy: Policy<Id>): Policy<Id> {
  return policy;
}
