import { synthesizedStacks } from "../stacks/platform-under-test";
import { nonconformities } from "./conformance";

describe("the synthesized stacks fit the providers' schemas", () => {
  test.each(Object.entries(synthesizedStacks()))("%s", (_name, stack) => {
    expect(nonconformities(stack)).toEqual([]);
  });

  test("and a misfit is seen", () => {
    const resource = {
      digitalocean_project: { P: { nam: "x", owner_id: 3, is_default: "yes", timeouts: {} } },
      digitalocean_app: { A: { spec: [{ name: "a" }, { name: "b" }], project_id: 5 } },
      github_gist: { G: {} },
    };
    expect(nonconformities({ resource })).toEqual([
      "digitalocean_project.P.name is required",
      "digitalocean_project.P.nam does not exist",
      "digitalocean_project.P.owner_id is set by the provider only",
      'digitalocean_project.P.is_default must be a bool, is "yes"',
      "digitalocean_app.A.spec has 2 items",
      "digitalocean_app.A.project_id must be a string, is 5",
      "github_gist is no resource of the pinned providers",
    ]);
  });
});
