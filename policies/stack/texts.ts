import type { StackConfiguration, Values } from "./configuration";

/** Where a text stands. */
export interface TextPlace {
  /** Names of the attributes and positions on the way, outermost first. */
  readonly steps: readonly (string | number)[];
  /** The block that holds it. */
  readonly block: Values;
  /** Path of the construct that made it; undefined when nothing says. */
  readonly construct: string | undefined;
}

const SECTIONS = [
  "resource",
  "data",
  "provider",
  "module",
  "variable",
  "locals",
  "output",
  "terraform",
] as const;

/** Shows every text that Terraform is given, but comments and what cdktf adds for itself. */
export function visitTexts(
  configuration: StackConfiguration,
  visit: (text: string, place: TextPlace) => void,
): void {
  const whole = configuration as Values;
  // One list for the whole walk: whoever keeps a place copies it.
  const steps: (string | number)[] = [];
  const walk = (value: unknown, block: Values, construct: string | undefined): void => {
    if (typeof value === "string") visit(value, { steps, block, construct });
    else if (typeof value !== "object" || value === null) return;
    else {
      const isList = Array.isArray(value);
      const holder = isList ? block : (value as Values);
      const maker = isList ? construct : (constructOf(holder) ?? construct);
      for (const key in value) {
        if (key === "//") continue;
        steps.push(isList ? Number(key) : key);
        walk((value as Values)[key], holder, maker);
        steps.pop();
      }
    }
  };
  for (const section of SECTIONS) {
    steps.push(section);
    walk(whole[section], whole, undefined);
    steps.pop();
  }
}

/** As Terraform writes it: `digitalocean_app.App_F1B96344.spec.env[0].value`, `provider.github[0].token`. */
export function pathOf({ steps }: TextPlace): string {
  const named = steps[0] === "resource" ? steps.slice(1) : steps;
  return named
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");
}

function constructOf(block: Values): string | undefined {
  return (block["//"] as { metadata?: { path?: string } } | undefined)?.metadata?.path;
}
