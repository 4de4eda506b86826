import type { Cloud } from "../cloud/cloud";
import type { App } from "../cloud/digitalocean/app";
import { type Command, CommandError } from "../command";
import { withCloud } from "../session";

/** Something that somebody can do in a console, behind Terraform's back. */
interface Drift {
  readonly usage: string;
  /** @returns what was done, in words */
  apply(cloud: Cloud, args: readonly string[]): string;
}

const DRIFTS: Readonly<Record<string, Drift>> = {
  resize: {
    usage: "resize APP SIZE         give every component of the app another instance size",
    apply: (cloud, [name, size]) => {
      const app = findApp(cloud, name);
      const slug = required(size, "an instance size, for example apps-s-1vcpu-1gb");
      const services = (app.spec.services ?? []).map((service) => ({ ...service, instance_size_slug: slug }));
      cloud.digitalocean.apps.update(app.id, { spec: { ...app.spec, services } });
      return `${app.spec.name} now runs on ${slug}`;
    },
  },
  image: {
    usage: "image APP TAG           deploy another tag, as a pipeline does",
    apply: (cloud, [name, tag]) => {
      const app = findApp(cloud, name);
      const wanted = required(tag, "a tag that is in the registry");
      const services = (app.spec.services ?? []).map((service) => {
        if (service.image === undefined) return service;
        const { digest: _digest, ...image } = service.image;
        return { ...service, image: { ...image, tag: wanted } };
      });
      cloud.digitalocean.apps.update(app.id, { spec: { ...app.spec, services } });
      return `${app.spec.name} now runs the tag ${wanted}`;
    },
  },
  "uptime-check": {
    usage: "uptime-check NAME       switch an uptime check off",
    apply: (cloud, [name]) => {
      const { uptime } = cloud.digitalocean;
      const check = uptime.listChecks().find((each) => each.name === name);
      if (check === undefined)
        throw missing(
          "uptime check",
          name,
          uptime.listChecks().map((each) => each.name),
        );
      const { id, ...rest } = check;
      uptime.updateCheck(id, { ...rest, enabled: false });
      return `the uptime check ${check.name} is off`;
    },
  },
  ruleset: {
    usage: "ruleset OWNER/REPO NAME disable a ruleset",
    apply: (cloud, [fullName, name]) => {
      const [owner = "", repository = ""] = required(fullName, "a repository, OWNER/NAME").split("/");
      const { rulesets } = cloud.github.as(cloud.github.tokenOwner);
      const known = rulesets.list(owner, repository);
      const ruleset = known.find((each) => each.name === name);
      if (ruleset === undefined)
        throw missing(
          "ruleset",
          name,
          known.map((each) => each.name),
        );
      rulesets.update(owner, repository, ruleset.id, { enforcement: "disabled" });
      return `the ruleset ${ruleset.name} of ${owner}/${repository} is disabled`;
    },
  },
};

const USAGE = `drift KIND …, where KIND is one of\n${Object.values(DRIFTS)
  .map(({ usage }) => `  ${usage}`)
  .join("\n")}`;

/** `sandbox drift`: changes something behind Terraform's back. */
export const drift: Command = {
  usage: "drift KIND …",
  summary: "change something behind Terraform's back; `drift` alone lists what",
  run: async ([kind, ...args], home) => {
    const change = DRIFTS[kind ?? ""];
    if (change === undefined) throw new CommandError(`what shall drift?\n${USAGE}`);
    return withCloud(home, (cloud) => {
      console.log(change.apply(cloud, args));
      return 0;
    });
  },
};

function findApp(cloud: Cloud, name: string | undefined): App {
  const apps = cloud.digitalocean.apps.list();
  const app = apps.find((each) => each.spec.name === name);
  if (app === undefined)
    throw missing(
      "app",
      name,
      apps.map((each) => each.spec.name),
    );
  return app;
}

function required(value: string | undefined, what: string): string {
  if (value === undefined) throw new CommandError(`give ${what}\n${USAGE}`);
  return value;
}

function missing(what: string, name: string | undefined, known: readonly string[]): CommandError {
  const there = known.length === 0 ? "there is none" : `there are: ${known.join(", ")}`;
  return new CommandError(`no ${what} is called "${name ?? ""}"; ${there}\n${USAGE}`);
}
