import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

jest.setTimeout(180_000);

const NAME = "lingobot-platform";

function pack(directory: string): string {
  execFileSync("npm", ["pack", "--pack-destination", directory], { stdio: "pipe" });
  return directory;
}

/** Another team's project: the packed package beside the peers that it would install. */
function installedProject(): string {
  const directory = mkdtempSync(join(tmpdir(), "other-team-"));
  const packed = process.env.PACKED ?? pack(directory);
  const [tarball = ""] = readdirSync(packed).filter((name) => name.endsWith(".tgz"));
  const modules = join(directory, "node_modules");
  mkdirSync(join(modules, NAME), { recursive: true });
  execFileSync("tar", ["-xzf", join(packed, tarball), "--strip-components=1", "-C", join(modules, NAME)]);
  for (const name of ["cdktf", "constructs", "@cdktf", "yaml", "json-stable-stringify"])
    symlinkSync(resolve("node_modules", name), join(modules, name));
  return directory;
}

const PROJECT = `
import { DigitaloceanProvider } from "@cdktf/provider-digitalocean/lib/provider";
import { App, TerraformStack } from "cdktf";
import { AppEnvironment, ContainerRegistry, DeliveryPipeline, InstanceSize, Python, RemoteState, validateTree } from "${NAME}";
import { enforcePolicies, evaluatePolicies, type PolicySettings } from "${NAME}/policies";

const app = new App({ outdir: "out" });
const stack = new TerraformStack(app, "shop-staging");
new DigitaloceanProvider(stack, "DigitalOcean");
new AppEnvironment(stack, "App", {
  appName: "shop",
  region: "fra",
  image: ContainerRegistry.ghcr("acme", "shop").image().byTag("latest"),
  size: InstanceSize.XXS,
});
const pipeline = new DeliveryPipeline(stack, "Pipeline", {
  language: Python.uv({ application: "shop.main:app" }),
  image: "ghcr.io/acme/shop",
  targets: [{ environment: "staging", branch: "staging" }],
});
RemoteState.spaces({ bucket: "shop-state", region: "fra1" }).bind(stack);
const settings: PolicySettings = { everywhere: ["production-instances"] };
const today = new Date("2027-03-01");
const { results } = evaluatePolicies([{ name: "shop-staging", configuration: stack.toTerraform() }], { today, settings });
console.log(results.filter(({ result }) => result === "violated").map(({ policy }) => policy).join());
enforcePolicies(app, { today });
validateTree(app);
app.synth();
console.log([...pipeline.files.keys()].includes(".github/platform/platform.mjs"), app.outdir);
`;

test("another team's project compiles against the packed package, and runs", () => {
  const directory = installedProject();
  writeFileSync(join(directory, "main.ts"), PROJECT);
  const tsc = resolve("node_modules/typescript/bin/tsc");
  const strict = [
    "--strict",
    "--module",
    "node16",
    "--moduleResolution",
    "node16",
    "--target",
    "es2022",
    "--skipLibCheck",
  ];
  const types = ["--types", "node", "--typeRoots", resolve("node_modules/@types")];
  execFileSync(process.execPath, [tsc, ...strict, ...types, "main.ts"], { cwd: directory, stdio: "pipe" });
  const said = execFileSync(process.execPath, ["--preserve-symlinks", "main.js"], {
    cwd: directory,
    encoding: "utf8",
  });
  expect(said.trim()).toBe("production-instances\ntrue out");
  expect(readdirSync(join(directory, "out/stacks"))).toEqual(["shop-staging"]);
});
