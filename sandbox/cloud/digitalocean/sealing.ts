import { createHash } from "node:crypto";
import type { Ids } from "../ids";
import {
  type AppSpec,
  COMPONENT_KINDS,
  type Component,
  type EnvVariable,
  type ImageSource,
} from "./app-spec";

/** What seals and, inside the platform only, unseals the secrets of app specs. */
export interface Sealer {
  seal(plain: string): string;
  unseal(text: string): string;
}

const SEALED = /^EV\[1:[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+\]$/;

/** Whether a text is sealed already. */
export function isSealed(text: string): boolean {
  return SEALED.test(text);
}

/**
 * `EV[1:nonce:cipher]`, the form in which the API gives secrets back. A new nonce for every sealing, so the same secret
 * sealed twice reads differently; the nonce comes from a counter, so runs repeat. It hides a secret from readers of
 * plans and state, it does not protect it: everything in a sandbox is on the user's own disk.
 */
export function createSealer(ids: Ids): Sealer {
  return {
    seal(plain) {
      const nonce = Buffer.from(ids.hex("nonce", 48), "hex").toString("base64");
      return `EV[1:${nonce}:${mask(Buffer.from(plain, "utf8"), nonce).toString("base64")}]`;
    },
    unseal(text) {
      if (!isSealed(text)) return text;
      const [, nonce = "", cipher = ""] = text.slice(3, -1).split(":");
      return unmask(Buffer.from(cipher, "base64"), nonce);
    },
  };
}

/** The spec as the API keeps it: SECRET values and registry credentials sealed; what is sealed already stays verbatim. */
export function sealSpec(spec: AppSpec, sealer: Sealer): AppSpec {
  const sealed: Record<string, unknown> = { ...spec };
  if (spec.envs !== undefined) sealed.envs = sealEnvs(spec.envs, sealer);
  for (const kind of COMPONENT_KINDS) {
    const components: readonly Component[] | undefined = spec[kind];
    if (components !== undefined) sealed[kind] = components.map((each) => sealComponent(each, sealer));
  }
  return sealed as unknown as AppSpec;
}

function sealComponent(component: Component, sealer: Sealer): Component {
  return {
    ...component,
    ...(component.envs === undefined ? {} : { envs: sealEnvs(component.envs, sealer) }),
    ...(component.image === undefined ? {} : { image: sealImage(component.image, sealer) }),
  };
}

function sealEnvs(envs: readonly EnvVariable[], sealer: Sealer): EnvVariable[] {
  return envs.map((env) => {
    if (env.type !== "SECRET" || env.value === undefined || env.value === "") return env;
    return { ...env, value: sealText(env.value, sealer) };
  });
}

function sealImage(image: ImageSource, sealer: Sealer): ImageSource {
  const { registry_credentials: credentials } = image;
  if (credentials === undefined || credentials === "") return image;
  return { ...image, registry_credentials: sealText(credentials, sealer) };
}

function sealText(text: string, sealer: Sealer): string {
  return isSealed(text) ? text : sealer.seal(text);
}

const CHECK_BYTES = 16;

function mask(plain: Buffer, nonce: string): Buffer {
  const check = createHash("sha256").update(nonce).update(plain).digest().subarray(0, CHECK_BYTES);
  return Buffer.concat([xor(plain, nonce), check]);
}

function unmask(cipher: Buffer, nonce: string): string {
  return xor(cipher.subarray(0, cipher.length - CHECK_BYTES), nonce).toString("utf8");
}

function xor(bytes: Buffer, nonce: string): Buffer {
  return Buffer.from(
    bytes.map((byte, index) => {
      const block = createHash("sha256")
        .update(`${nonce}:${Math.floor(index / 32)}`)
        .digest();
      return byte ^ (block[index % 32] ?? 0);
    }),
  );
}
