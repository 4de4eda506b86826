import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App as AppResource } from "@cdktf/provider-digitalocean/lib/app";
import { DigitaloceanProvider } from "@cdktf/provider-digitalocean/lib/provider";
import { Annotations, App, Aspects, AssetType, LocalBackend, TerraformAsset, TerraformStack } from "cdktf";
import { ValidationError } from "../../constructs";
import { enforcePolicies, type PolicyRun } from "../../policies";
import { TODAY } from "./evaluated";

const RUN: PolicyRun = {
  today: TODAY,
  standIns: ["digitalocean/digitalocean"],
  lower: ["a", "b", "first", "second", "late"],
};

/** Another team's stack, composed by hand of one app. */
class ShopStack extends TerraformStack {
  public readonly app: AppResource;

  public constructor(scope: App, name: string) {
    super(scope, name);
    new LocalBackend(this, { path: "x.tfstate" });
    new DigitaloceanProvider(this, "DigitalOcean");
    this.app = new AppResource(this, "Shop", {
      spec: {
        name,
        service: [{ name: "web", image: { registryType: "GHCR", repository: "x", tag: "1" } }],
      },
      lifecycle: { preventDestroy: true, ignoreChanges: "all" },
    });
  }
}

/** An app with stacks of these names, that writes into a folder of its own. */
function shop(...names: readonly string[]) {
  const outdir = join(mkdtempSync(join(tmpdir(), "enforce-")), "out");
  const app = new App({ outdir });
  const stacks = names.map((name) => new ShopStack(app, name));
  return { app, outdir, stacks };
}

function refusal(app: App): ValidationError {
  try {
    app.synth();
  } catch (error) {
    if (error instanceof ValidationError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** What is in an app's folder: that of a refused synthesis is as cdktf makes it, empty. */
const inFolder = (outdir: string) => readdirSync(outdir, { recursive: true });

test("a synthesis that holds writes exactly what cdktf writes", () => {
  const [held, bare] = [shop("a", "b"), shop("a", "b")];
  enforcePolicies(held.app, RUN);
  held.app.synth();
  bare.app.synth();
  for (const file of ["manifest.json", "stacks/a/cdk.tf.json", "stacks/b/cdk.tf.json"])
    expect(readFileSync(join(held.outdir, file), "utf8")).toBe(readFileSync(join(bare.outdir, file), "utf8"));
  expect(inFolder(held.outdir)).toEqual(inFolder(bare.outdir));
});

test("every violation of every stack is told at once, at its construct, and nothing is written", () => {
  const { app, outdir, stacks } = shop("first", "second");
  for (const { app } of stacks) app.addOverride("lifecycle.prevent_destroy", false);
  enforcePolicies(app, { ...RUN, settings: { minimumInstances: 1 } });
  const { message } = refusal(app);
  expect(message).toContain("3 problems, nothing was written:");
  expect(message).toContain("  policies: `minimumInstances` lowers what the platform sets");
  expect(message).toContain(
    "  first/Shop: policy deletion-protection: Terraform may delete digitalocean_app.Shop",
  );
  expect(message).toContain(
    "  second/Shop: policy deletion-protection: Terraform may delete digitalocean_app.Shop",
  );
  expect(inFolder(outdir)).toEqual(["stacks"]);
});

test("what an earlier synthesis wrote stays as it was", () => {
  const { app, outdir, stacks } = shop("a");
  enforcePolicies(app, RUN);
  app.synth();
  const file = join(outdir, "stacks/a/cdk.tf.json");
  const good = readFileSync(file, "utf8");
  const before = inFolder(outdir);
  stacks[0]?.app.addOverride("lifecycle.prevent_destroy", false);
  refusal(app);
  expect(readFileSync(file, "utf8")).toBe(good);
  expect(inFolder(outdir)).toEqual(before);
});

test("a stack that is defined too late is told, and nothing is written", () => {
  const { app, outdir } = shop("a");
  enforcePolicies(app, RUN);
  new ShopStack(app, "late");
  expect(refusal(app).message).toContain(
    "late: the stack was defined after the policies were enforced, so they would miss it; call enforcePolicies once, when all stacks are defined",
  );
  expect(inFolder(outdir)).toEqual(["stacks"]);
});

test("they are not enforced on nothing", () => {
  expect(() => enforcePolicies(shop().app, RUN)).toThrow(
    "there is no stack yet to hold to the policies; call enforcePolicies once, when all stacks are defined",
  );
});

test("they are enforced once", () => {
  const { app } = shop("a");
  enforcePolicies(app, RUN);
  expect(() => enforcePolicies(app, RUN)).toThrow(
    "the policies of this app are enforced already; call enforcePolicies once, when all stacks are defined",
  );
});

describe("aspects are seen as Terraform will see them", () => {
  const protect = (prevented: boolean) => ({
    visit: (node: unknown) => {
      if (node instanceof AppResource) node.addOverride("lifecycle.prevent_destroy", prevented);
    },
  });

  test("one that takes the protection away", () => {
    const { app, stacks } = shop("a");
    for (const stack of stacks) Aspects.of(stack).add(protect(false));
    enforcePolicies(app, RUN);
    expect(refusal(app).message).toContain("policy deletion-protection");
  });

  test("one that gives it", () => {
    const { app, stacks } = shop("a");
    for (const stack of stacks) {
      stack.app.addOverride("lifecycle.prevent_destroy", false);
      Aspects.of(stack).add(protect(true));
    }
    enforcePolicies(app, RUN);
    expect(() => app.synth()).not.toThrow();
  });
});

test("what else cdktf refuses is refused as before, and nothing is left behind", () => {
  const { app, outdir, stacks } = shop("a", "b");
  if (stacks[1]) Annotations.of(stacks[1]).addError("not like this");
  enforcePolicies(app, RUN);
  expect(() => app.synth()).toThrow("not like this");
  expect(inFolder(outdir)).toEqual(["stacks"]);
});

afterEach(() => {
  delete process.env.SYNTH_HCL_OUTPUT;
});

test("assets and HCL are held back as well", () => {
  const source = join(mkdtempSync(join(tmpdir(), "asset-")), "file.txt");
  writeFileSync(source, "text");
  const outdir = join(mkdtempSync(join(tmpdir(), "enforce-")), "out");
  process.env.SYNTH_HCL_OUTPUT = "true";
  const app = new App({ outdir });
  const stack = new ShopStack(app, "a");
  new TerraformAsset(stack, "File", { path: source, type: AssetType.FILE });
  stack.app.addOverride("lifecycle.prevent_destroy", false);
  enforcePolicies(app, RUN);
  expect(refusal(app).message).toContain("policy deletion-protection");
  expect(inFolder(outdir)).toEqual(["stacks"]);
  stack.app.addOverride("lifecycle.prevent_destroy", true);
  app.synth();
  expect(readdirSync(join(outdir, "stacks/a")).sort()).toEqual(["assets", "cdk.tf", "metadata.json"]);
});
