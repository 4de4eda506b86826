import type { SynthesizedStack } from "../../tools/synthesized";
import { repositoryOf, resourcesOf } from "../configuration";
import { credentialsOf } from "./credentials";

/** What a person needs to know who has these files and nothing else. */
export function readme(stacks: readonly SynthesizedStack[]): string {
  return `# Infrastructure as plain Terraform

One folder is one stack, with a state of its own. Needs Terraform 1.11 or later, or OpenTofu 1.10 or later, and nothing
else. Planned against the state it came from, each stack changes nothing:

\`\`\`sh
${stacks.map(({ name }) => `terraform -chdir=${name} init && terraform -chdir=${name} plan`).join("\n")}
\`\`\`

The first time in an empty account, apply in this order: ${stacks.map(({ name }) => name).join(", ")}. The images that the
apps run must be in their registry before.

Commit the \`.terraform.lock.hcl\` that \`init\` writes in each folder: it pins the providers' checksums.

## What Terraform reads from the environment

| Stack | Variables |
| ----- | --------- |
${stacks.map((stack) => `| ${stack.name} | ${codes(Object.keys(credentialsOf(stack)))} |`).join("\n")}

\`TF_VAR_…\` are secrets. An app's are sent when it is created, and ignored afterwards (\`ignore_changes\`), because
DigitalOcean answers with ciphertext: to send a new value, take the line out of \`ignore_changes\` for one apply. A plan
needs them all to be set, though it sends none: any text of the right form will do.

## Workflows

\`plan.yml\` plans pull requests of this repository, \`apply.yml\` applies what is pushed to \`main\`, and \`drift.yml\` fails
when the clouds differ from the code. Never apply a plan that was saved before a deployment of the app: it would bring the
older image back. Make these environments in the repository's settings, each with the secrets of its
stack; give the applying ones reviewers and the branch \`main\`. Give \`terraform-plan\` reviewers, too, and credentials that
only read: whoever may push a branch decides what its plan runs, and the state holds secrets in clear text:

${["terraform-plan", ...stacks.map(({ name }) => `terraform-${name}`)].map((name) => `- \`${name}\``).join("\n")}

| Secret | Variable | Stacks |
| ------ | -------- | ------ |
${secretRows(stacks).join("\n")}

A state on one machine (the backend \`local\`) is not seen by workflows: move it to a shared backend first.

## The app's own pipeline

${pipelineText(stacks)}
`;
}

function secretRows(stacks: readonly SynthesizedStack[]): string[] {
  const rows = new Map<string, { readonly variable: string; readonly stacks: string[] }>();
  for (const stack of stacks)
    for (const [variable, secret] of Object.entries(credentialsOf(stack))) {
      const row = rows.get(secret) ?? { variable, stacks: [] };
      rows.set(secret, { variable, stacks: [...row.stacks, stack.name] });
    }
  return [...rows].map(
    ([secret, row]) => `| \`${secret}\` | \`${row.variable}\` | ${row.stacks.join(", ")} |`,
  );
}

function pipelineText(stacks: readonly SynthesizedStack[]): string {
  const files = stacks
    .flatMap((stack) => resourcesOf(stack, "github_repository_file"))
    .map(({ values }) => String(values.file));
  if (files.length === 0) return "Its workflows are in its own repository, and nothing here touches them.";
  const repository = stacks.map(repositoryOf).find((found) => found !== undefined);
  return `Its files are in ${repository?.owner}/${repository?.repository} already, and belong to that repository: Terraform put them there once and
ignores what becomes of them (their first contents are in \`files/\`). They stand alone; \`.github/platform/platform.mjs\` is a bundle without dependencies.

${files
  .sort()
  .map((file) => `- \`${file}\``)
  .join("\n")}`;
}

function codes(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.map((name) => `\`${name}\``).join(", ");
}
