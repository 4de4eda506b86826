import { Lazy, Token } from "cdktf";
import type { Construct } from "constructs";
import { literal } from "./literal";
import { StateOnly } from "./state-only";

/** What has to stay the same object. */
interface Identity {
  /** "app": what it is called in the address. */
  readonly kind: string;
  /** Its name, which gives the address, so that it is another than that of a second one. */
  readonly name: string;
  /** Attribute that tells one object from another, and that no update changes. */
  readonly id: string | number;
}

/** Names that can stand in a Terraform address; any other is wrong, and told by who checks it. */
const NAME = /^[A-Za-z0-9][\w.-]*$/;

/**
 * Has Terraform refuse a plan that makes another object in the place of one that holds data or an address.
 * `prevent_destroy` stands in the code of an object and goes with it: under another address the old one is destroyed. This
 * keeps the object's id in the state, at an address that no construct's id is part of. A new object's id is not known
 * before it is made, which would replace what keeps the old one, and that is protected by itself. What is moved keeps its id,
 * and so passes.
 */
export function keepSame(scope: Construct, { kind, name, id }: Identity): void {
  if (!canStandInAddress(name)) return;
  const kept = new StateOnly(scope, "Same", { triggersReplace: [id], lifecycle: { preventDestroy: true } });
  kept.overrideLogicalId(addressFor(kind, name));
}

/** Objects of one kind that belong to one other. */
interface Members {
  /** "branches": what they are called in the address. */
  readonly kind: string;
  /** Name of what they belong to. */
  readonly of: string;
  /** Their names; asked late, because they are added until the end. */
  readonly names: () => readonly string[];
}

/**
 * Has Terraform refuse a plan without one of these. What is left out of the code takes its `prevent_destroy` along; this
 * stays, with one instance for each name, and protects the instance that would have to go.
 */
export function keepAll(scope: Construct, { kind, of, names }: Members): void {
  if (!canStandInAddress(of)) return;
  const kept = new StateOnly(scope, "SameAll", { lifecycle: { preventDestroy: true } });
  kept.overrideLogicalId(addressFor(kind, of));
  kept.addOverride(
    "for_each",
    Lazy.stringValue({ produce: () => `\${toset(${literal(JSON.stringify(names()))})}` }),
  );
}

function canStandInAddress(name: string): boolean {
  return !Token.isUnresolved(name) && NAME.test(String(name));
}

function addressFor(kind: string, name: string): string {
  return `same-${kind}-${name.replaceAll(".", "-")}`;
}
