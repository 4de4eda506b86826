import type { EnvironmentConfig } from "../config";
import { type Finding, unless } from "./finding";

type Protection = NonNullable<EnvironmentConfig["protection"]>;

interface LiveRule {
  readonly type: string;
  readonly wait_timer?: number;
  readonly prevent_self_review?: boolean;
  readonly reviewers?: readonly { type: string; reviewer: { slug?: string; login?: string } }[];
}

/** `GET /repos/{owner}/{repo}/environments/{name}`. */
export interface LiveEnvironment {
  readonly can_admins_bypass?: boolean;
  readonly protection_rules?: readonly LiveRule[];
  readonly deployment_branch_policy?: { protected_branches: boolean; custom_branch_policies: boolean } | null;
}

/** Where the live environment protects less than was synthesized. */
export function compareEnvironment(wanted: Protection, live: LiveEnvironment): readonly Finding[] {
  const rules = live.protection_rules ?? [];
  const review = rules.find(({ type }) => type === "required_reviewers");
  const timer = rules.find(({ type }) => type === "wait_timer")?.wait_timer ?? 0;
  return [
    ...compareReviewers(wanted, review),
    ...unless(timer >= wanted.waitTimerMinutes, "wait timer, minutes", wanted.waitTimerMinutes, timer),
    ...unless(
      wanted.adminsCanBypass || live.can_admins_bypass === false,
      "administrators can bypass",
      wanted.adminsCanBypass,
      live.can_admins_bypass ?? "not told",
    ),
    ...unless(
      live.deployment_branch_policy?.custom_branch_policies === true,
      "deployment branches",
      wanted.branches,
      live.deployment_branch_policy ?? "every branch",
    ),
  ];
}

/** One approval is enough for GitHub, so a reviewer who was not asked for weakens the gate as a missing one does. */
function compareReviewers(wanted: Protection, review: LiveRule | undefined): readonly Finding[] {
  const asked = [
    ...wanted.reviewers.teams.map((slug) => `team ${slug}`),
    ...wanted.reviewers.users.map((login) => `user ${login}`),
  ].map((name) => name.toLowerCase());
  if (asked.length === 0) return [];
  const live = (review?.reviewers ?? []).map(nameOf);
  const same = asked.every((name) => live.includes(name)) && live.every((name) => asked.includes(name));
  const self = !wanted.preventSelfReview || review?.prevent_self_review === true;
  return [
    ...unless(same, "required reviewers", asked, live),
    ...unless(self, "self-review prevented", true, review?.prevent_self_review ?? false),
  ];
}

function nameOf({ type, reviewer }: { type: string; reviewer: { slug?: string; login?: string } }): string {
  return `${type} ${reviewer.slug ?? reviewer.login ?? ""}`.toLowerCase();
}

/** Where the live branch policies let more branches deploy than was synthesized. */
export function compareBranches(
  wanted: Protection,
  policies: readonly { readonly name: string; readonly type?: string }[],
): readonly Finding[] {
  const live = policies.map(({ name, type }) => (type === "tag" ? `tag ${name}` : name)).sort();
  const same = live.length > 0 && live.every((name) => wanted.branches.includes(name));
  return unless(same, "deployment branches", wanted.branches, live);
}
