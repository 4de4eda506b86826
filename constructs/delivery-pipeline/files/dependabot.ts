import { stringify } from "yaml";
import type { LanguageProfile } from "../language/language-profile";

/** What the bot's settings depend on. */
export interface DependabotProps {
  readonly language: LanguageProfile;
  /** The branch that the bot's pull requests go to. @default - the default branch */
  readonly targetBranch?: string;
  /** Days that a new version must have been out. */
  readonly cooldownDays: number;
}

/** Weekly updates of packages, actions and images, none of them younger than the cooldown. */
export function dependabotFile(props: DependabotProps): string {
  const ecosystems = [props.language.dependabotEcosystem, "github-actions", "docker"];
  const settings = { version: 2, updates: ecosystems.map((ecosystem) => update(ecosystem, props)) };
  return stringify(settings, { lineWidth: 0 });
}

function update(ecosystem: string, { language, targetBranch, cooldownDays }: DependabotProps): object {
  return {
    "package-ecosystem": ecosystem,
    directory: "/",
    ...(targetBranch === undefined ? {} : { "target-branch": targetBranch }),
    schedule: { interval: "weekly" },
    cooldown: { "default-days": cooldownDays },
    groups: { [ecosystem]: { patterns: ["*"] } },
    ...(ecosystem === "docker" ? heldVersions(language) : {}),
    labels: ["dependencies"],
  };
}

function heldVersions({ containerImage: { name, held } }: LanguageProfile): object {
  if (held.length === 0) return {};
  const types = held.map((part) => `version-update:semver-${part}`);
  return { ignore: [{ "dependency-name": name, "update-types": types }] };
}
