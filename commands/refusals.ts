/** A refusal of Terraform, and the way out. */
interface Refusal {
  readonly pattern: RegExp;
  readonly advice: (addresses: readonly string[]) => string;
}

function destruction(addresses: readonly string[]): string {
  return `Nothing was destroyed: ${addresses.join(", ")} holds data or an address, and Terraform would have to replace or delete it.
  Its first deployment failed (the plan says "is tainted")? Mend the cause, then, in the stack's folder:
    terraform untaint ${addresses[0]}
  It was renamed in the code? In the stack: stack.addOverride("moved", [{ from: "OLD_ADDRESS", to: "${addresses[0]}" }])
  The plan says "forces replacement"? Take that change back, or make another environment beside it, and move over.
  It shall go? npm run destroy -- STACK tells what is lost, asks for the name, and lifts the protection for that run.`;
}

/** The constructs keep the id of what holds data or an address in the state, so that no other takes its place. */
function anotherObject(addresses: readonly string[]): string {
  return `Nothing was destroyed: ${addresses.join(", ")} keeps what holds data or an address from being made anew, and the plan creates it.
  It was renamed in the code (the plan destroys OLD_ADDRESS and creates NEW_ADDRESS)? In the stack:
    stack.addOverride("moved", [{ from: "OLD_ADDRESS", to: "NEW_ADDRESS" }])
  Only the creation is planned? Then the cloud does not show it, to this token at least. When it is gone and shall be made anew,
  in the stack's folder: terraform state rm ${addresses.join(" ")}`;
}

/** The constructs keep the names of branches in the state, so that none is deleted that the code does not have any more. */
function leftOut(addresses: readonly string[]): string {
  const names = addresses.map((address) => /\["(.*)"\]/.exec(address)?.[1] ?? address);
  return `Nothing was destroyed: ${names.join(", ")} is a branch that was left out of the code, and Terraform would delete it.
  It shall stay? Put it back into github.branches.
  It shall go, or be kept without Terraform? In the stack's folder, with the branch's own address (terraform state list github_branch):
    terraform state rm github_branch.ADDRESS ${addresses.map((address) => `'${address}'`).join(" ")}
  then delete it by hand if it shall go.`;
}

const REFUSALS: readonly Refusal[] = [
  {
    // cdktf adds the construct's path in brackets. Terraform: 'Instance cannot be destroyed … Resource digitalocean_app.App_F1B96344 has lifecycle.prevent_destroy set'
    pattern:
      /Instance cannot be destroyed[\s\S]*?Resource\s+([\w.-]+(?:\[[^\]]*\])?)(?:\s+\([^)]*\))?\s+has\s+lifecycle\.prevent_destroy/g,
    advice: (addresses) => {
      const own = addresses.filter((address) => !address.startsWith("terraform_data.same-"));
      if (own.length > 0) return destruction(own);
      const members = addresses.filter((address) => address.startsWith("terraform_data.same-branches-"));
      return members.length > 0 ? leftOut(members) : anotherObject(addresses);
    },
  },
  {
    // The provider sends security settings before it changes the visibility (integrations/terraform-provider-github#2073, #1726).
    pattern:
      /(repos\/[\w.-]+\/[\w.-]+): 422 (?:Advanced security is always available for public repos|Secret scanning is not available for this repository)/g,
    advice: ([path = ""]) =>
      `GitHub refuses these security settings for what the repository is now, public or private.
  It has another visibility in the code? Make it so at GitHub first, then deploy again:
    gh repo edit ${path.replace("repos/", "")} --visibility VISIBILITY --accept-visibility-change-consequences
  It stays private, and GitHub's security products were not bought? Drop github.securityProducts from the settings.`,
  },
  {
    pattern: /Error acquiring the state lock[\s\S]*?ID:\s+([\w-]+)/g,
    advice: ([id]) =>
      `Another run holds the state's lock. Wait for it; if it died, in the stack's folder: terraform force-unlock ${id}`,
  },
  {
    pattern: /(?:error deploying app \()([\w-]+)\)/g,
    advice: ([id]) =>
      `App Platform could not start the new version. Its logs: https://cloud.digitalocean.com/apps/${id}/deployments
  A first deployment that failed leaves the app tainted, and the next plan would replace it. Mend the cause, then, in the
  stack's folder: terraform untaint ADDRESS, and deploy again.
  A later one that failed: the old version still serves. The app holds the new settings already, so Terraform plans nothing
  more. Mend the cause, by a change of the settings or outside of them; in the latter case then:
    doctl apps create-deployment ${id} --wait
  It came with a secret: npm run secrets -- rotate NAME, or apply STACK, sends it once more and so deploys again.`,
  },
];

/** What to do about the refusals in Terraform's output; empty when none is known. */
export function adviceFor(output: string): string[] {
  const text = withoutDecoration(output);
  return REFUSALS.flatMap(({ pattern, advice }) => {
    const found = [...new Set([...text.matchAll(pattern)].map(([, subject = ""]) => subject))];
    return found.length === 0 ? [] : [advice(found)];
  });
}

/** How many stacks are where, which the cdktf CLI redraws at any moment, and the stack's name that it then repeats. */
const STATUS = /^\d+ Stacks? \w+ .* waiting\s*$/gm;
const STACK_NAME = /^\s*[\w-]+ {2,}(?=[│╷╵])/gm;

/** Terraform breaks lines and frames them; the cdktf CLI writes in between. */
function withoutDecoration(output: string): string {
  return output
    .replace(STATUS, "")
    .replace(STACK_NAME, "")
    .replace(/[│╷╵|]/g, " ")
    .replace(/\s*\n\s*/g, " ");
}
