import type { SynthesizedStack } from "../../tools/synthesized";
import { resourcesOf, specOf } from "../configuration";
import type { Adoption } from "./plan";

/** What a person is told after everything was written. */
export function summaryOf(
  { imports, verdict, stacks }: Adoption,
  { left, written }: { readonly left: readonly string[]; readonly written: readonly string[] },
): string {
  const counts = Object.entries(imports).map(([name, all]) => `${name} (${Object.keys(all).length})`);
  return [
    `written: ${written.join(" and ")}`,
    `to be taken into the state: ${counts.join(", ")}`,
    ...section("written into the state alone:", verdict.stateOnly),
    ...section("sent to DigitalOcean once more as they are, one deployment each:", verdict.redeployed),
    ...section(
      "secrets that are sent once more, because GitHub tells none; npm run deploy asks for their values:",
      verdict.secrets,
    ),
    ...section("secrets whose values stay as they are:", stacks.flatMap(keptSecrets)),
    ...section("left as they are, and not managed:", left),
    "Next: read and commit what was written, then npm run deploy -- all",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

/** Secrets of the stack's app: the ciphertext that it has is kept. */
function keptSecrets(stack: SynthesizedStack): string[] {
  return resourcesOf(stack, "digitalocean_app").flatMap((app) => {
    const { name, env } = specOf(app) as { name: string; env?: readonly { readonly key: string }[] };
    return (env ?? []).map(({ key }) => `${key} of app ${name}`);
  });
}
