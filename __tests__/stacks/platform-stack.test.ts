import { DigitaloceanProvider } from "@cdktf/provider-digitalocean/lib/provider";
import { UptimeCheck } from "@cdktf/provider-digitalocean/lib/uptime-check";
import { dependable, Fn, TerraformLocal, TerraformStack, Testing } from "cdktf";
import { PlatformStack } from "../../stacks/platform-stack";

/** Values that are made of a check, which may be another stack's. */
const WAYS: Record<string, (check: UptimeCheck) => unknown> = {
  "as a text": ({ id }) => id,
  "within a text": ({ id }) => `of ${id}`,
  "as a list": (check) => check.getListAttribute("regions"),
  "as an item of a list": ({ id }) => ["do:app:1", id],
  "as a list of numbers": (check) => check.getNumberListAttribute("regions"),
  "as a number": (check) => check.getNumberAttribute("id"),
  "as a number within a text": (check) => `${check.getNumberAttribute("id")}`,
  "as a boolean": ({ enabled }) => enabled,
  "as a map": (check) => check.getStringMapAttribute("labels"),
  "as a key of a map": ({ id }) => ({ [id]: "checked" }),
  "within a function": ({ name }) => Fn.upper(name),
  "in a nested block": ({ id }) => ({ checks: [{ id }] }),
  "as a dependency": (check) => [dependable(check)],
};

/** What two stacks come to, of which one refers to the other. */
function written(
  Stack: typeof TerraformStack | typeof PlatformStack,
  refer: (check: UptimeCheck) => unknown,
): string[] {
  const app = Testing.app();
  const owner = new Stack(app, "owner");
  const user = new Stack(app, "user");
  new DigitaloceanProvider(owner, "DigitalOcean", {});
  const check = new UptimeCheck(owner, "Check", { name: "check", target: "https://shop.example" });
  new TerraformLocal(user, "referring", refer(check));
  for (const stack of [owner, user]) stack.prepareStack();
  return [owner, user].map((stack) => JSON.stringify(stack.toTerraform()));
}

test.each(Object.entries(WAYS))("a reference to another stack %s is written as cdktf does", (_, refer) => {
  const [owner, user] = written(PlatformStack, refer);
  expect(user).toContain("terraform_remote_state");
  expect([owner, user]).toEqual(written(TerraformStack, refer));
});

test("a construct among the values is refused as cdktf does", () => {
  const stack = new PlatformStack(Testing.app(), "shop");
  new TerraformLocal(stack, "referring", stack);
  expect(() => stack.prepareStack()).toThrow("Unable to resolve object tree with circular reference");
});
