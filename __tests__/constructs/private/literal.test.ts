import { Token } from "cdktf";
import { literal, literalOnce } from "../../../constructs/private/literal";

const token = Token.asString({ resolve: () => "value" });

test.each([
  ["${{ x }} %{y}", "$${{ x }} %%{y}"],
  ["100%${X}", "100%$${X}"],
  ["$${X} %%{y}", "$$${X} %%%{y}"],
  ["no template: $X, 5 %, {y}", "no template: $X, 5 %, {y}"],
])("%s arrives as it is written", (text, escaped) => expect(literal(text)).toBe(escaped));

test.each([
  ["${X} %{y}", "$${X} %%{y}"],
  ["100%${X}", "100%$${X}"],
  ["$${X} %%{y}", "$${X} %%{y}"],
])("%s is escaped once", (text, escaped) => expect(literalOnce(text)).toBe(escaped));

test("tokens stay what they are, beside text that is escaped", () => {
  expect(literal(`${token}-\${X}`)).toBe(`${token}-$\${X}`);
  expect(literalOnce(`${token}-\${X}`)).toBe(`${token}-$\${X}`);
});
