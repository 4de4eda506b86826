import { ApiGroup } from "./api-group";

/** Values of the organisation's custom properties: `/repos/{owner}/{repo}/properties/values`. */
export class CustomProperties extends ApiGroup {
  values(owner: string, name: string): Readonly<Record<string, string[]>> {
    return this.call(
      "GET",
      `/repos/${owner}/${name}/properties/values`,
      "read",
      () => this.repo(owner, name).custom_properties,
    );
  }

  /** An empty list takes the value away. */
  set(owner: string, name: string, property: string, values: readonly string[]): void {
    this.call("PATCH", `/repos/${owner}/${name}/properties/values`, "admin", () => {
      const { custom_properties: all } = this.writable(owner, name);
      if (values.length === 0) delete all[property];
      else all[property] = [...values];
    });
  }
}
