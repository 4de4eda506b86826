import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SynthesizedStack } from "../tools/synthesized";
import { findTerraform } from "../tools/terraform";
import type { SandboxHome } from "./home";

interface State {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly status?: string }[];
  }[];
}

/** What to do about resources whose creation failed half-way, for each stack that has some; empty when none has. */
export function taintedAdvice(stacks: readonly SynthesizedStack[], home: SandboxHome): string[] {
  return stacks.flatMap((stack) =>
    taintedIn(join(home.stateDirectory, `${stack.name}.tfstate`))
      .filter(({ type, name }) => isProtected(stack, type, name))
      .map(({ type, name }) => advice(stack, `${type}.${name}`)),
  );
}

function taintedIn(file: string): State["resources"] {
  if (!existsSync(file)) return [];
  const { resources } = JSON.parse(readFileSync(file, "utf8")) as State;
  return resources.filter(({ instances }) => instances.some(({ status }) => status === "tainted"));
}

function isProtected({ configuration }: SynthesizedStack, type: string, name: string): boolean {
  const resource = configuration.resource?.[type]?.[name] as { lifecycle?: { prevent_destroy?: boolean } };
  return resource?.lifecycle?.prevent_destroy === true;
}

function advice({ name, directory }: SynthesizedStack, address: string): string {
  return [
    `${name}: ${address} is tainted: it was made and did not come up, so Terraform would replace it, which its protection forbids. Mend the cause, and keep it:`,
    `  npm run sandbox -- exec ${findTerraform().command} -chdir=${directory} untaint ${address}`,
    `  npm run sandbox -- deploy ${name}`,
    "or take the stack away, and begin anew:",
    `  npm run sandbox -- destroy ${name}`,
  ].join("\n");
}
