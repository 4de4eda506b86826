import { DigitaloceanProvider } from "@cdktf/provider-digitalocean/lib/provider";
import { UptimeCheck } from "@cdktf/provider-digitalocean/lib/uptime-check";
import { dependable, Fn, Lazy, TerraformLocal, TerraformStack, Testing, Token, Tokenization } from "cdktf";
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

/** Values that are no reference, and that cdktf does something with all the same. */
const VALUES: Record<string, unknown> = {
  "nothing in a list and in a map": { list: [1, undefined, null], gone: undefined, empty: {}, none: [] },
  "a day": new Date(0),
  "an expression and an escape": '${upper("a")} $${not} %{if true}1e5%{endif}',
  "a text of digits and letters": ["9e12", "sha256:4e5", -1.5e300],
  "a token without a value": { left: Token.nullValue(), right: Token.asString(undefined) },
  "a lazy value with more in it": Lazy.anyValue({ produce: () => ({ deep: [Token.asString("${var.a}")] }) }),
};

test.each(Object.entries(VALUES))("%s: written as cdktf does", (_, value) => {
  const [own, theirs] = [PlatformStack, TerraformStack].map((Stack) => written(Stack, () => value));
  expect(own).toEqual(theirs);
});

/** Values that cdktf refuses, each with what it says. */
const REFUSED: Record<string, unknown> = {
  "a function": { deep: [() => 1] },
  "a list in a text": `of ${Token.asList(Fn.split(",", "a"))[0]}`,
  "a map in a text": [Token.STRING_MAP_TOKEN_VALUE],
  "a map in a number": { deep: Token.NUMBER_MAP_TOKEN_VALUE },
};

test.each(Object.entries(REFUSED))("%s: refused as cdktf does", (_, value) => {
  const [own, theirs] = [PlatformStack, TerraformStack].map((Stack) => refusal(Stack, value));
  expect(own).toBeDefined();
  expect(own).toBe(theirs);
});

function refusal(Stack: typeof TerraformStack, value: unknown): string | undefined {
  try {
    written(Stack, () => value);
    return undefined;
  } catch (error) {
    return (error as Error).message.split("\n")[0];
  }
}

test("cdktf resolves as before when it is done, and when it has failed", () => {
  const { resolve } = Tokenization;
  const stack = new PlatformStack(Testing.app(), "shop");
  stack.toTerraform();
  expect(Tokenization.resolve).toBe(resolve);
  new TerraformLocal(stack, "refused", () => 1);
  expect(() => stack.toTerraform()).toThrow("at '/locals/refused'");
  expect(Tokenization.resolve).toBe(resolve);
});

test("a construct among the values is refused as cdktf does", () => {
  const stack = new PlatformStack(Testing.app(), "shop");
  new TerraformLocal(stack, "referring", stack);
  expect(() => stack.prepareStack()).toThrow("Unable to resolve object tree with circular reference");
});
