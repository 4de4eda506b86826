import { definePolicy, type NotAsked, type Terms } from "../policy";
import { sourceOf } from "../settings";
import type { Values } from "../stack/configuration";
import { isBlock } from "../stack/configuration";
import type { Place } from "../stack/place";

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
    if (kind === "local" && isServedByStandIns(terraform, terms)) return STAND_INS;
    const backend = terraform?.blocks("backend")[0]?.block(kind);
    if (kind === "s3") requireLock(backend, "use_lockfile", (lock) => lock === true || isLockTable(settings));
    else if (kind === "consul") requireLock(backend, "lock", (lock) => lock !== false);
    else if (kind === "http") requireLock(backend, "lock_address", (address) => address !== undefined);
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
function isServedByStandIns(terraform: Place | undefined, { standIns }: Terms): boolean {
  const required = terraform?.values.required_providers;
  const sources = isBlock(required) ? Object.values(required).map((each) => (each as Values).source) : [];
  return sources.length > 0 && sources.every((source) => standIns.has(sourceOf(String(source))));
}

function isLockTable(settings: unknown): boolean {
  return isBlock(settings) && typeof settings.dynamodb_table === "string";
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
