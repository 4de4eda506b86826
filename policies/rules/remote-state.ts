import { definePolicy, type NotAsked, type Terms } from "../policy";
import { sourceOf } from "../settings";
import type { Values } from "../stack/configuration";
import { isBlock } from "../stack/configuration";
import type { Place } from "../stack/place";
import type { StackView } from "../stack/stack-view";

const NEXT = "keep it in RemoteState.spaces, .s3, .postgres or .hcp";

/** Backends that lock without being told to. */
const LOCKING = ["pg", "gcs", "azurerm", "kubernetes", "cos", "remote"];

export const remoteState = definePolicy({
  id: "remote-state",
  title: "the state of anything live is remote and locked",
  reason:
    "state on one machine is lost with it and holds secrets in clear; without a lock two runs at once overwrite each other's state",
  source: "developer.hashicorp.com/terraform/language/state/remote, and /locking",
  scope: "every stack",
  subject: "stacks",
  check: (stack, terms) => {
    const terraform = stack.part("terraform");
    if (terraform?.values.cloud !== undefined) return undefined;
    const [kind, settings] = Object.entries(backendsOf(terraform))[0] ?? ["local", {}];
    if (kind === "local" && isServedByStandIns(stack, terms)) return STAND_INS;
    const backend = terraform?.blocks("backend")[0]?.block(kind);
    if (kind === "s3") requireLock(backend, "use_lockfile", (lock) => lock === true || isLockTable(settings));
    else if (kind === "consul") requireLock(backend, "lock", (lock) => (lock ?? true) === true);
    else if (kind === "http") requireLock(backend, "lock_address", isText);
    else if (!LOCKING.includes(kind)) stack.note(notRemote(kind));
    return undefined;
  },
});

const STAND_INS: NotAsked = {
  notAsked: "nothing live: stand-ins serve its providers in this run (TF_REATTACH_PROVIDERS)",
  thisRunOnly: true,
};

function backendsOf(terraform: Place | undefined): Values {
  const backend = [terraform?.values.backend].flat()[0];
  return isBlock(backend) ? backend : {};
}

/** Only attached providers keep a run away from the real clouds; where state is kept says nothing about it. */
function isServedByStandIns(stack: StackView, { standIns }: Terms): boolean {
  const required = stack.configuration.terraform?.required_providers;
  if (!isBlock(required)) return false;
  const attached = Object.entries(required).filter(([, each]) =>
    standIns.has(sourceOf(String((each as Values).source))),
  );
  const names = new Set(attached.map(([name]) => name));
  // One that nobody requires, Terraform gets by the name of the type.
  return names.size > 0 && [...Object.keys(required), ...providersOf(stack)].every((name) => names.has(name));
}

/** Terraform's own, in every binary. */
const BUILT_IN = "terraform";

/** The providers of all resources and data sources, by their names within the stack. */
function providersOf({ configuration: { resource = {}, data = {} } }: StackView): string[] {
  const blocks = [resource, data].flatMap((types) =>
    Object.entries(types).flatMap(([type, named]) =>
      Object.values(named)
        .flat()
        .map(({ provider }) => String(provider ?? type.split("_")[0]).split(".")[0] ?? ""),
    ),
  );
  return blocks.filter((name) => name !== BUILT_IN);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function isLockTable(settings: unknown): boolean {
  return isBlock(settings) && isText(settings.dynamodb_table);
}

function requireLock(
  backend: Place | undefined,
  attribute: string,
  holds: (value: unknown) => boolean,
): void {
  backend?.require(attribute, {
    holds,
    fault: "the state is not locked",
    allowed: "a lock",
    next: `${NEXT}, which lock it, or turn the backend's lock on`,
  });
}

function notRemote(kind: string) {
  return {
    path: "terraform.backend",
    fault:
      "the state is kept on this machine, or where it cannot be locked, and the stack's providers are the real ones",
    got: kind,
    allowed: "spaces, s3, pg, cloud, or another remote backend that locks",
    next: `${NEXT}; for the sandbox, run it through npm run sandbox, which attaches its providers`,
  };
}
