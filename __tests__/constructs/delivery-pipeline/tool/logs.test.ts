import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Clock } from "../../../../constructs/delivery-pipeline/tool/clock";
import { Context } from "../../../../constructs/delivery-pipeline/tool/context";
import { DigitalOcean } from "../../../../constructs/delivery-pipeline/tool/digitalocean";
import { printLogs } from "../../../../constructs/delivery-pipeline/tool/logs";
import { Output } from "../../../../constructs/delivery-pipeline/tool/output";
import { Settings } from "../../../../constructs/delivery-pipeline/tool/settings";

afterEach(() => jest.restoreAllMocks());

test.each([
  ["hangs", () => {}],
  ["breaks off", (response: { destroy(): void }) => response.destroy()],
])(
  "a log that %s is told, and hides nothing of why the deployment failed",
  async (_name, answer) => {
    const server = createServer((_, response) => answer(response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const lines: string[] = [];
    jest.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`;
      const context = new Context(new Settings({}), new Map(), new Clock(0.05), new Output({}), () => {
        throw new Error("no configuration is needed");
      });
      const api = { find: async () => ({ historic_urls: [url] }) } as unknown as DigitalOcean["api"];
      const spec = { services: [{ name: "web" }] };
      const progress = {
        steps: [{ status: "ERROR", component_name: "web", reason: { code: "Broken", message: "it broke" } }],
      };
      await printLogs(context, new DigitalOcean(api), "app", { id: "one", spec, progress });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    expect(lines[0]).toBe("::error::web: Broken: it broke");
    const warnings = lines.filter((line) => line.startsWith("::warning::the "));
    expect(warnings.map((line) => line.replace(/: .*/s, ""))).toEqual(
      ["BUILD", "DEPLOY", "RUN"].map((kind) =>
        expect.stringContaining(`the ${kind} log of web cannot be read`),
      ),
    );
  },
  30_000,
);
