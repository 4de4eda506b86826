import type { SynthesizedStack } from "../../tools/synthesized";
import { appParts } from "./app";
import { deploymentPart } from "./deployment";
import { repositoryParts } from "./repository";
import { StackReading } from "./stack-reading";
import { terraformPart } from "./terraform";
import { type Entry, entry, type Part, phrase, render } from "./text";
import { watchPart } from "./watch";

/** What the configuration does not say and a summary tells. */
export interface SummaryContext {
  /** USD a month that each stack may cost at worst, by its name. */
  readonly budgets: Readonly<Record<string, number>>;
}

/**
 * A stack as a person reads it, made from what Terraform will read, so that an escape hatch shows as well as a setting.
 * The same configuration gives the same text. It holds no secret value.
 */
export function summaryOf(stack: SynthesizedStack, { budgets }: SummaryContext): string {
  const reading = new StackReading(stack);
  const apps = reading
    .resources("digitalocean_app")
    .flatMap(({ settings }) => appParts(settings, reading, budgets[stack.name]));
  const parts = [
    ...repositoryParts(reading),
    ...apps,
    watchPart(reading),
    deploymentPart(reading),
    projectPart(reading),
    terraformPart(reading),
  ];
  // Last, because it tells what no other part did.
  return render(`${stack.name}: ${HEADER}`, [...parts, otherPart(reading)]);
}

const HEADER = "what this stack makes. Written by npm run summary; do not edit.";

function projectPart(stack: StackReading): Part {
  const projects = stack.resources("digitalocean_project").map(({ settings }) => {
    settings.skip("resources", "description", "timeouts");
    return phrase(settings.text("name"), settings.text("environment"), settings.text("purpose"));
  });
  return { title: "Shown in DigitalOcean's console", entries: [entry("project", ...projects)] };
}

function otherPart(stack: StackReading): Part {
  const entries = stack
    .unread()
    .flatMap(({ place, settings }): Entry[] => [
      entry(place, ...settings.map(({ path, value }) => `${path} = ${veiled(path, value, stack)}`)),
    ]);
  return { title: "Also set", entries };
}

const SECRET_NAME = /token|password|passwd|secret|credential|key$|private|webhook|url$|plaintext/i;

/** Nothing is known of these settings, so a literal whose name sounds like a secret is not shown. */
function veiled(path: string, value: unknown, { references }: StackReading): string {
  const text = references.text(value);
  const isReference = typeof value === "string" && value.startsWith("${");
  return SECRET_NAME.test(path) && typeof value === "string" && !isReference ? "(not shown)" : text;
}
