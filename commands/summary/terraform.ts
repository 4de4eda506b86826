import { BUILT_IN } from "../../facts/built-in";
import type { Configured } from "./configured";
import { withoutHashes } from "./references";
import type { StackReading } from "./stack-reading";
import { type Entry, entry, type Part, phrase } from "./text";

/** Where state is, what runs the stack, what it refuses to destroy, what plans leave alone and what they make anew. */
export function terraformPart(stack: StackReading): Part {
  const { terraform } = stack;
  const versions = terraform
    .blocks("required_providers")
    .flatMap((providers) =>
      ["digitalocean", "github"].flatMap((name) =>
        providers.blocks(name).map((each) => `${each.text("source")} ${each.text("version")}`),
      ),
    );
  return {
    title: "Terraform",
    entries: [
      entry("state", ...terraform.blocks("backend").flatMap(state)),
      entry("versions", phrase(`Terraform ${terraform.text("required_version") ?? "ANY"}`, ...versions)),
      entry("signs in", ...signIns(stack)),
      ...lifecycles(stack),
    ],
  };
}

function signIns({ providers }: StackReading): string[] {
  return (providers.get("github") ?? []).map((github) => {
    const asApp = github.peek("app_auth") !== undefined;
    if (asApp) github.skip("app_auth");
    return `at GitHub as ${asApp ? "an App" : "a user"}, for the owner ${github.text("owner")}`;
  });
}

function state(backend: Configured): string[] {
  return [
    ...backend.blocks("s3").map((s3) => {
      s3.expect({ region: "us-east-1" });
      s3.skip(...S3_OF_OTHERS);
      const [host] = s3.blocks("endpoints").map((endpoints) => endpoints.text("s3"));
      const locked = s3.take("use_lockfile") === true ? "locked" : "NOT LOCKED";
      return phrase(`${s3.text("key")} in bucket ${s3.text("bucket")}`, host && `of ${host}`, locked);
    }),
    ...backend.blocks("local").map((local) => `${local.text("path")} on this machine`),
  ];
}

/** What tells the S3 backend that it talks to somebody else than Amazon. */
const S3_OF_OTHERS = [
  "skip_credentials_validation",
  "skip_metadata_api_check",
  "skip_region_validation",
  "skip_requesting_account_id",
  "skip_s3_checksum",
];

function lifecycles(stack: StackReading): Entry[] {
  const isProtected: string[] = [];
  const ignored = new Map<string, Set<string>>();
  const madeAnew: string[] = [];
  for (const { address, lifecycle } of stack.lifecycles()) {
    const [type = ""] = address.split(".");
    if (type === BUILT_IN) continue;
    if (lifecycle.take("prevent_destroy") === true) isProtected.push(address);
    for (const cause of lifecycle.list("replace_triggered_by"))
      madeAnew.push(`${address} with ${withoutHashes(String(cause))}`);
    const paths = ignored.get(type) ?? new Set();
    for (const path of lifecycle.list("ignore_changes")) paths.add(String(path).replace(/\[\d+\]/g, ""));
    if (paths.size > 0) ignored.set(type, paths);
  }
  return [
    entry("refuses to destroy", phrase(...isProtected) || "NOTHING"),
    ...[...ignored].map(([type, paths], index) =>
      entry(index === 0 ? "leaves alone" : "", `${type}: ${phrase(...paths)}`),
    ),
    entry("makes anew", ...madeAnew),
    entry("keeps the same", phrase(...kept(stack))),
    entry("loses none of", phrase(...members(stack))),
  ];
}

/** What the state keeps the id of, so that nothing else takes its place. */
function kept(stack: StackReading): string[] {
  return stack.resources(BUILT_IN).flatMap(({ settings }) => {
    for (const lifecycle of settings.blocks("lifecycle")) lifecycle.expect({ prevent_destroy: true });
    return settings.list("triggers_replace").map((id) => stack.references.text(id));
  });
}

/** Names that the state keeps, so that what has one of them is not left out of the code. */
function members(stack: StackReading): string[] {
  return stack.resources(BUILT_IN).flatMap(({ settings }) => {
    const names = String(settings.take("for_each") ?? "").matchAll(/"([^"]+)"/g);
    return [...names].map(([, name = ""]) => name);
  });
}
