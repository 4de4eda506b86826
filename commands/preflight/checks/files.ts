import type { SynthesizedStack } from "../../../tools/synthesized";
import { addressOf, isImported, repositoryOf, resourcesOf } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";
import { managed } from "../state-reader";

const FILE = "github_repository_file";
/** Rules that refuse a commit which comes from no pull request. */
const BLOCKING = ["pull_request", "required_status_checks", "update"];

/**
 * Files that the repository's stack adds or drops can be committed: the rulesets that it makes after the first files let
 * nobody commit without a pull request, and the provider overwrites no file.
 */
export const files: Check = {
  id: "files",
  run: async (context) => {
    if (!context.github.hasToken) return [];
    return (await Promise.all(context.stacks.map((stack) => findingsOf(stack, context)))).flat();
  },
};

/** A file, and where Terraform has it. */
interface Place {
  readonly file: string;
  readonly address: string;
}

async function findingsOf(stack: SynthesizedStack, context: PreflightContext): Promise<Finding[]> {
  const name = repositoryOf(stack);
  if (name === undefined) return [];
  const { added, dropped } = await changesOf(stack, context);
  if (added.length + dropped.length === 0) return [];
  const { owner, repository } = name;
  const path = `/repos/${owner}/${repository}`;
  const live = await context.github.find<{ readonly default_branch: string }>(path);
  if (live === undefined) return [];
  const { default_branch: branch } = live;
  const isThere = ({ file }: Place) => context.github.has(`${path}/contents/${file}`);
  const there = new Map<Place, boolean>();
  for (const each of [...added, ...dropped]) there.set(each, await isThere(each));
  const isProtected = await takesPullRequestsOnly(path, branch, context);
  const subject = { repository: `${owner}/${repository}`, branch, stack };
  return [
    ...missing(
      added.filter((each) => isProtected && there.get(each) === false),
      subject,
    ),
    ...existing(
      added.filter((each) => there.get(each) && (isProtected || !each.overwrite)),
      subject,
    ),
    ...leftOver(
      dropped.filter((each) => isProtected && there.get(each)),
      subject,
    ),
  ];
}

async function changesOf(stack: SynthesizedStack, { states }: PreflightContext) {
  const configured = resourcesOf(stack, FILE);
  const inState = managed(await states.resources(stack), FILE);
  const known = new Set(inState.map(addressInState));
  const forgotten = ["moved", "removed"].flatMap(
    (block) => (stack.configuration as Record<string, { from: string }[] | undefined>)[block] ?? [],
  );
  const kept = new Set([...configured.map(addressOf), ...forgotten.map(({ from }) => from)]);
  return {
    added: configured
      .filter((each) => !known.has(addressOf(each)) && !isImported(each, stack))
      .map((each) => ({
        file: String(each.values.file),
        address: addressOf(each),
        overwrite: each.values.overwrite_on_create === true,
      })),
    dropped: inState
      .filter((each) => !kept.has(addressInState(each)))
      .map((each) => ({ file: String(each.instances[0]?.attributes.file), address: addressInState(each) })),
  };
}

function addressInState({ type, name }: { readonly type: string; readonly name: string }): string {
  return `${type}.${name}`;
}

/** Whether rules hold for the branch that nobody bypasses who asks. */
async function takesPullRequestsOnly(path: string, branch: string, { github }: PreflightContext) {
  const rules = await github.list<{ type: string; ruleset_id?: number }>(`${path}/rules/branches/${branch}`);
  return rules.some(({ type }) => BLOCKING.includes(type));
}

interface Subject {
  readonly repository: string;
  readonly branch: string;
  readonly stack: SynthesizedStack;
}

function told(places: readonly Place[]): string {
  const names = places.map(({ file }) => file).join(", ");
  return places.length === 1 ? `${names} is` : `${names} are`;
}

function missing(places: readonly Place[], { repository, branch, stack: { name } }: Subject): Finding[] {
  if (places.length === 0) return [];
  return [
    {
      problem: `${told(places)} not in ${repository} yet, and ${branch} takes pull requests only: GitHub would refuse the commit`,
      next: `npm run pipeline -- propose; once that is merged and on ${branch}: npm run adopt -- --imports-only --partly ${name}, then deploy again`,
    },
  ];
}

function existing(places: readonly Place[], { repository, stack: { name } }: Subject): Finding[] {
  if (places.length === 0) return [];
  return [
    {
      problem: `${told(places)} in ${repository} already, and not in the state of ${name}: the provider would refuse to overwrite`,
      next: `take in what is there: npm run adopt -- --imports-only --partly ${name}, then deploy again`,
    },
  ];
}

function leftOver(places: readonly Place[], { repository, branch, stack }: Subject): Finding[] {
  if (places.length === 0) return [];
  const addresses = places.map(({ address }) => address).join(" ");
  return [
    {
      problem: `${told(places)} in ${repository} and no longer in the code, and ${branch} takes pull requests only: GitHub would refuse to delete`,
      next: `delete by a pull request, which npm run pipeline -- propose lists, or to keep: in ${stack.directory}, terraform state rm ${addresses}`,
    },
  ];
}
