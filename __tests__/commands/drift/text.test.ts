import { driftText } from "../../../commands/drift/text";

test("names from the clouds mention nobody and are no Markdown, and code stays code", () => {
  const text = driftText({
    stack: "staging",
    verdict: "drift",
    changedOutside: ["`digitalocean_app.a`: `spec.env[@x]`"],
    hidden: ["the secret @octocat <b> https://evil.example"],
    unapplied: [],
    failures: ["**no** answer of www.evil.example"],
    notes: ["@octocat was left out"],
    plan: "",
  });
  expect(text).toContain("- `digitalocean_app.a`: `spec.env[@x]`\n");
  expect(text).toContain("\\*\\*no\\*\\*");
  expect(text).toContain("\\<b\\>");
  expect(text.replace(/`[^`]*`/g, "").replaceAll("\\", "")).not.toMatch(/@\w|:\/\/\w|www\.\w/);
});
