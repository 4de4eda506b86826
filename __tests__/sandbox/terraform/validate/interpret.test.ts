import { interpretValidation } from "../../../../sandbox/terraform/validate/interpret";

/** What the check behind a recorded refusal says of a value. */
function check(text: string, value: string | number | boolean): readonly string[] {
  const validator = interpretValidation(text);
  if (validator === undefined) throw new Error(`not understood: ${text}`);
  return validator(value, "spec.0.field");
}

test.each([
  ["expected x to be one of [A B]", "A", "C", "expected spec.0.field to be one of [A B], got C"],
  ["expected x to be one of [A B]", "A", "a", "expected spec.0.field to be one of [A B], got a"],
  [
    "expected x to be one of [Monday Tuesday]",
    "monday",
    "noday",
    "expected spec.0.field to be one of [Monday Tuesday], got noday",
  ],
  ['expected x to be one of ["a" "b"]', "b", "c", 'expected spec.0.field to be one of ["a" "b"], got c'],
  [
    "expected length of x to be in the range (2 - 3)",
    "ab",
    "a",
    "expected length of spec.0.field to be in the range (2 - 3), got a",
  ],
  [
    "expected x to be in the range (1 - 600)",
    600,
    601,
    "expected spec.0.field to be in the range (1 - 600), got 601",
  ],
  ["expected x to be at least (1)", 1, 0, "expected spec.0.field to be at least (1), got 0"],
  [
    "expected x to be at least (0.000000)",
    0,
    -0.5,
    "expected spec.0.field to be at least (0.000000), got -0.500000",
  ],
  ["x must not be empty", "a", "", "spec.0.field must not be empty, got "],
  ["x must not be zero", 1, 0, "spec.0.field must not be zero, got 0"],
  [
    'expected "x" to not be an empty string',
    "a",
    "",
    'expected "spec.0.field" to not be an empty string, got ',
  ],
  [
    'expected "encrypted_value" to be a base64 string',
    "YQ==",
    "a!",
    'expected "encrypted_value" to be a base64 string, got a!',
  ],
  [
    'expected "x" to be a valid IPv4 Value',
    "10.0.0.0/16",
    "10.0.0.0",
    'expected "spec.0.field" to be a valid IPv4 Value, got 10.0.0.0: invalid CIDR address: 10.0.0.0',
  ],
  [
    `"x" contains an invalid JSON: invalid character '~' looking for beginning of value`,
    "{}",
    "~",
    `"spec.0.field" contains an invalid JSON: invalid character '~' looking for beginning of value`,
  ],
  [
    '"~bogus~" cannot be parsed as RFC3339 Timestamp Format',
    "2026-11-24",
    "soon",
    '"soon" cannot be parsed as RFC3339 Timestamp Format',
  ],
])("%s", (text, good, bad, message) => {
  expect(check(text, good)).toEqual([]);
  expect(check(text, bad)).toEqual([message]);
});

test("a text that is no known refusal is not guessed at", () => {
  expect(interpretValidation("x is not to my liking")).toBeUndefined();
});
