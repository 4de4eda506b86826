import { CloudError } from "../../../sandbox/cloud/cloud-error";
import { Faults } from "../../../sandbox/cloud/faults";

describe("faults", () => {
  test("only the calls that match fail, and only as often as asked", () => {
    const faults = new Faults();
    faults.failCalls({ cloud: "digitalocean", status: 429, times: 2, method: "put", path: "/v2/apps" });
    const call = () => faults.check("digitalocean", "PUT", "/v2/apps/1");

    faults.check("digitalocean", "GET", "/v2/apps/1");
    faults.check("github", "PUT", "/v2/apps/1");
    expect(call).toThrow("429 API Rate limit exceeded.");
    expect(call).toThrow(CloudError);
    expect(call).not.toThrow();
  });

  test("deployments fail for one app or for any", () => {
    const faults = new Faults();
    faults.failDeployments({ deployment: "build", app: "other" });
    faults.failDeployments({ deployment: "health-check" });

    expect(faults.nextDeployment("lingobot")).toBe("health-check");
    expect(faults.nextDeployment("lingobot")).toBeUndefined();
    expect(faults.nextDeployment("other")).toBe("build");
  });

  test("cleared faults are forgotten", () => {
    const faults = new Faults();
    faults.failCalls({ cloud: "github", status: 500 });
    faults.failDeployments({ deployment: "build" });
    faults.clear();

    expect(faults.toJSON()).toEqual({ calls: [], deployments: [] });
  });

  test("what no call can answer is refused", () => {
    const faults = new Faults();

    expect(() => faults.failCalls({ cloud: "github", status: 200 })).toThrow(
      "Cannot make calls fail with status 200: give an HTTP error status, 400 to 599.",
    );
    expect(() => faults.failCalls({ cloud: "github", status: 500, times: 0 })).toThrow(
      "Cannot fail 0 times: give a whole number, 1 or more.",
    );
    expect(() => faults.failDeployments({ deployment: "build", times: 1.5 })).toThrow(
      "Cannot fail 1.5 times",
    );
  });

  test("a refusal reads as the API clients print it", () => {
    const error = new CloudError(404, "gone").at("GET", "https://api.digitalocean.com/v2/apps/1", "r1");

    expect(error.message).toBe('GET https://api.digitalocean.com/v2/apps/1: 404 (request "r1") gone');
    expect(error.reason).toBe("gone");
  });
});
