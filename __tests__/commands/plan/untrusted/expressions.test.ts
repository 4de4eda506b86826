import { guard } from "../../../../commands/plan/untrusted/guard";
import { Synthesis } from "./synthesis";

const synthesis = new Synthesis();

afterEach(() => synthesis.renew());
afterAll(() => synthesis.remove());

describe("expressions", () => {
  const findingsOf = (text: string) => {
    synthesis.edit("staging", (c) => {
      c.output.x = { value: text };
    });
    return synthesis.findings();
  };

  test.each([
    '${file("/proc/self/environ")}',
    '${templatefile("x", {})}',
    '${fileset("/", "**")}',
    '${filebase64("x")}',
    '${filesha256("x")}',
    '${pathexpand("~")}',
    "${path.root}",
    "${terraform.workspace}",
    "${nonsensitive(github_actions_environment_secret.x.plaintext_value)}",
    "${github_actions_environment_secret.x.plaintext_value}",
    "${digitalocean_app.App_F1B96344.spec}",
    "${digitalocean_app.App_F1B96344}",
    "${data.github_rest_api.Repository_22E53BBD.body}",
    "${provider::terraform::encode_tfvars({})}",
    "${jsonencode(digitalocean_app.App_F1B96344)}",
    "${data.github_team.x.members}",
    "${data.github_rest_api.x.id}",
    '${nonsensitive(can(regex("${file(\\"x\\")}", var.A)))}',
    '${nonsensitive(can(regex("\\${path.root}", var.A)))}',
    '${nonsensitive(can(regex("a", var.A, "")))}',
    '${nonsensitive(can(regex("a", digitalocean_app.x.id)))}',
    '${nonsensitive(can(regex("a", var.A)))}${file("x")}',
    '${contains(try(jsondecode(self.body)[*].slug, []), "${file(0)}")}',
    '${nonsensitive(alltrue([for value in [var.A, file("x")] : value != ""]))}',
    '${nonsensitive(alltrue([for value in [var.A] : value != "secret"]))}',
    'secrets without a value: export ${nonsensitive(join(", ", [for name, value in {TF_VAR_A = var.A} : value if value == ""]))}',
    'secrets without a value: export ${nonsensitive(join(", ", [for name, value in {TF_VAR_A = var.A} : name if value == "x"]))}',
    "${ var.LQBOT_OPENAI_API_KEY }",
    '${var.A}${file("x")}',
    "${digitalocean_app.App_F1B96344.id}${digitalocean_app.App_F1B96344.spec}",
    "${self.spec}",
    "%{ if true }x%{ endif }",
    '$$${file("x")}',
    "%%%{ if true }",
    "$%{ if true }",
    '%${file("x")}',
  ])("%s is told", (text) => {
    const [finding, ...more] = findingsOf(text);
    expect(finding).toContain(
      "staging output.x.value plain-expressions: an expression must be one of the base's",
    );
    expect(more.length).toBeLessThan(2);
  });

  test.each([
    "plain",
    "$5 and 10 %",
    "$${github.token} %%{x}",
    "${var.LQBOT_OPENAI_API_KEY}",
    "${digitalocean_app.Other.id}-${digitalocean_app.Other.urn}",
    "https://${digitalocean_app.App_F1B96344.live_url}/x",
    "${data.github_team.x.id}",
    '${nonsensitive(can(regex("^[a-z]{2}\\\\.$", var.OTHER)))}',
    '${contains(try(jsondecode(self.body)[*].slug, []), "other-team")}',
    '${nonsensitive(alltrue([for value in [var.A, var.OTHER] : value != ""]))}',
    'secrets without a value: export ${nonsensitive(join(", ", [for name, value in {TF_VAR_A = var.A, TF_VAR_OTHER = var.OTHER} : name if value == ""]))}',
    '${try(jsondecode(data.github_rest_api.Repository_22E53BBD.body).name, "lingobot")}',
  ])("%s passes", (text) => expect(findingsOf(text)).toEqual([]));

  test("are found however JSON writes them", () => {
    synthesis.write("staging", '{"output":{"x":{"value":"\\u0024{file(\\"x\\")}"}}}');
    expect(synthesis.findings()).toContainEqual(expect.stringContaining("output.x.value plain-expressions"));
  });

  test("are found in every corner: keys, notes, lists, variables, conditions", () => {
    const bad = '${file("x")}';
    synthesis.edit("staging", (c) => {
      c["//"].x = bad;
      c.resource.digitalocean_app.App_F1B96344["//"].x = bad;
      c.resource.digitalocean_app.App_F1B96344.spec[bad] = 1;
      c.resource.digitalocean_app.App_F1B96344.spec.service[0].alert[0].rule = bad;
      c.resource.digitalocean_app.App_F1B96344.lifecycle.precondition[0].condition = bad;
      c.resource.digitalocean_app.App_F1B96344.depends_on.push(bad);
      c.variable.DO_ACCESS_TOKEN.default = bad;
      c.variable.DO_ACCESS_TOKEN.validation = [{ condition: bad }];
    });
    const { findings } = guard(synthesis.other, synthesis.base);
    const found = findings
      .filter(({ fault }) => fault.startsWith("plain-expressions"))
      .map(({ place }) => place);
    expect(found).toHaveLength(8);
    expect(found).toContain('resource.digitalocean_app.App_F1B96344.spec.${file("x")}');
  });
});
