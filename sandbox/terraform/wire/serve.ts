import type { Cloud } from "../../cloud/cloud";
import { type Environment, Provider, type ProviderDefinition } from "../engine/provider";
import { type CallStatistics, type Listener, listen } from "./grpc-server";
import { providerCalls } from "./service";

/** Providers that Terraform can attach to. */
export interface RunningProviders {
  /** To be set for Terraform or OpenTofu: TF_REATTACH_PROVIDERS. */
  readonly env: Record<string, string>;
  /** Calls so far, and the time inside them. */
  readonly stats: Readonly<CallStatistics>;
  close(): Promise<void>;
}

const registries = ["registry.terraform.io", "registry.opentofu.org"];

/** Serves providers over a cloud, each on a loopback port of its own. */
export async function serve(
  cloud: Cloud,
  definitions: readonly ProviderDefinition[],
  environment: () => Environment,
  beforeApply?: (type: string) => void | Promise<void>,
): Promise<RunningProviders> {
  const stats: CallStatistics = { calls: 0, milliseconds: 0 };
  const listeners: Listener[] = [];
  const attachments: Record<string, unknown> = {};
  for (const definition of definitions) {
    const provider = new Provider(definition, cloud, environment);
    const listener = await listen(providerCalls(provider, beforeApply), stats);
    listeners.push(listener);
    for (const registry of registries) {
      attachments[`${registry}/${definition.facts.source}`] = attachment(listener.address);
    }
  }
  return {
    env: { TF_REATTACH_PROVIDERS: JSON.stringify(attachments) },
    stats,
    close: async () => {
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}

function attachment(address: string): unknown {
  return {
    Protocol: "grpc",
    ProtocolVersion: 5,
    Pid: process.pid,
    Test: true,
    Addr: { Network: "tcp", String: address },
  };
}
