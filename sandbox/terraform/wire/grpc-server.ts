import { join } from "node:path";
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceClientConstructor,
  type sendUnaryData,
  status,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import type { Call, Request } from "./service";

/** Time spent inside provider calls. */
export interface CallStatistics {
  calls: number;
  milliseconds: number;
}

/** A provider that listens on loopback. */
export interface Listener {
  readonly address: string;
  close(): Promise<void>;
}

const MAXIMUM_MESSAGE_BYTES = 256 * 1024 * 1024;

/** Serves calls over gRPC without TLS on a free loopback port. */
export async function listen(
  calls: Readonly<Record<string, Call>>,
  statistics: CallStatistics,
): Promise<Listener> {
  const server = new Server({
    "grpc.max_receive_message_length": MAXIMUM_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAXIMUM_MESSAGE_BYTES,
  });
  const implementation = Object.entries(calls).map(([name, call]) => [name, handler(call, statistics)]);
  server.addService(loadService(), Object.fromEntries(implementation));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    address: `127.0.0.1:${port}`,
    close: async () => server.forceShutdown(),
  };
}

let service: ServiceClientConstructor["service"] | undefined;

function loadService(): ServiceClientConstructor["service"] {
  if (service === undefined) {
    const definition = loadSync(join(__dirname, "provider.proto"), {
      keepCase: true,
      enums: String,
      longs: Number,
    });
    const tfplugin = loadPackageDefinition(definition).tfplugin5 as Record<string, ServiceClientConstructor>;
    const provider = tfplugin.Provider;
    if (provider === undefined) throw new Error("provider.proto does not define the service Provider");
    service = provider.service;
  }
  return service;
}

function handler(call: Call, statistics: CallStatistics) {
  return async (
    incoming: ServerUnaryCall<Request, unknown>,
    answer: sendUnaryData<unknown>,
  ): Promise<void> => {
    const started = performance.now();
    try {
      answer(null, await call(incoming.request));
    } catch (error) {
      answer({ code: status.INTERNAL, details: error instanceof Error ? error.message : String(error) });
    } finally {
      statistics.calls += 1;
      statistics.milliseconds += performance.now() - started;
    }
  };
}
