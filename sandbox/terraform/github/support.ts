import { CloudError } from "../../cloud/cloud-error";
import { anonymous, type GitHubApi } from "../../cloud/github";
import { own } from "../../cloud/own";
import type { Context, DataSourceType, ResourceType, Value, Values } from "../resource-type";

/** How often the provider tries a call again that met a server error. */
const RETRIES = 3;

/** GitHub's API with the token that the provider was given. */
export function api({ cloud, provider }: Context): GitHubApi {
  return cloud.github.as(provider.authenticated === true ? cloud.github.tokenOwner : anonymous, RETRIES);
}

/** The organisation or user that the provider works for: who is configured, else whom the token belongs to. */
export function owner({ cloud, provider }: Context): string {
  const configured = text(provider.owner);
  if (configured !== "" || provider.authenticated !== true) return configured;
  return cloud.github.tokenOwner.login;
}

/** The owner, which must be an organisation. */
export function organization(context: Context): string {
  const login = owner(context);
  if (own(context.cloud.github.data.organizations, login.toLowerCase()) !== undefined) return login;
  throw new Error(`this resource can only be used in the context of an organization, "${login}" is a user`);
}

/** The text, "" when it is unset. */
export function text(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}

/** Whether it is true; unset is false. */
export function flag(value: Value | undefined): boolean {
  return value === true;
}

/** The number, 0 when it is unset. */
export function number(value: Value | undefined): number {
  return typeof value === "number" ? value : Number(value ?? 0);
}

/** The strings of a list or set, none when it is unset. */
export function strings(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.map((each) => text(each)) : [];
}

/** The elements of a nested block, none when it is unset. */
export function blocks(value: Value | undefined): Values[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The one element of a nested block. */
export function block(value: Value | undefined): Values | undefined {
  return blocks(value)[0];
}

function isRecord(value: Value): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What `work` gives, or undefined when GitHub answers 404. */
export function ifFound<R>(work: () => R): R | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof CloudError && error.status === 404) return undefined;
    throw error;
  }
}

/** The parts of an id like "repository:environment:name"; the last takes what is left. */
export function idParts(id: Value | undefined, ...names: readonly string[]): string[] {
  const parts = text(id).split(":");
  if (parts.length < names.length) {
    throw new Error(`unexpected ID format ("${text(id)}"); expected ${names.join(":")}`);
  }
  return [...parts.slice(0, names.length - 1), parts.slice(names.length - 1).join(":")];
}

/** Id of a team that was given by id or by slug. */
export function teamId(context: Context, idOrSlug: string): number {
  if (/^\d+$/.test(idOrSlug)) return Number(idOrSlug);
  return api(context).organizations.team(owner(context), idOrSlug).id;
}

/** A time as Go prints it: "2026-01-05 09:00:00 +0000 UTC". */
export function goTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} +0000 UTC`;
}

/** The role names of some answers in the words of the others. */
export function permissionName(role: string): string {
  return { read: "pull", write: "push" }[role] ?? role;
}

/** The resource type with refusals worded as the provider prints them. */
export function worded(type: ResourceType): ResourceType {
  const { update, import: importer } = type;
  return {
    ...type,
    create: (...args) => reword(() => type.create(...args)),
    read: (...args) => reword(() => type.read(...args)),
    delete: (...args) => reword(() => type.delete(...args)),
    ...(update === undefined ? {} : { update: (...args) => reword(() => update(...args)) }),
    ...(importer === undefined ? {} : { import: (...args) => reword(() => importer(...args)) }),
  };
}

/** The data source with refusals worded as the provider prints them. */
export function wordedSource(type: DataSourceType): DataSourceType {
  return { ...type, read: (...args) => reword(() => type.read(...args)) };
}

function reword<R>(work: () => R): R {
  try {
    return work();
  } catch (error) {
    throw error instanceof CloudError ? new Error(wording(error)) : error;
  }
}

/** A refusal as the provider's API client prints it: `PUT https://…: 422 Validation Failed [{Resource:…}]`. */
export function wording({ status, reason, details }: CloudError): string {
  const errors = Array.isArray(details.body?.errors) ? details.body.errors : [];
  const shown = errors.map((each) => (typeof each === "string" ? goError({ message: each }) : goError(each)));
  return `${details.method} ${details.url}: ${status} ${reason} [${shown.join(" ")}]`;
}

function goError(error: { resource?: string; field?: string; code?: string; message?: string }): string {
  const { resource = "", field = "", code = "", message = "" } = error;
  return `{Resource:${resource} Field:${field} Code:${code} Message:${message}}`;
}
