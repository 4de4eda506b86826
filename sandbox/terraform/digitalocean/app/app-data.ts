import facts from "../../../facts/digitalocean-2.71.0.json";
import type { FieldFacts, ProviderFacts, ResourceFacts } from "../../facts";
import type { DataSourceType } from "../../resource-type";
import { call } from "../calls";
import { text } from "../values";
import { stateOfApp } from "./app";

const { fields } = (facts as unknown as ProviderFacts).resources.digitalocean_app as ResourceFacts;

/** Texts of the resource that the data source has as well. */
const SHARED = [
  "active_deployment_id",
  "created_at",
  "default_ingress",
  "live_domain",
  "live_url",
  "project_id",
  "updated_at",
  "urn",
];

/** Data source `digitalocean_app`: the same reading as the resource's, of an app by its id. */
export const appData: DataSourceType = {
  schema: {
    fields: {
      app_id: { type: "string", required: true },
      spec: { ...fields.spec, optional: false, computed: true },
      dedicated_ips: fields.dedicated_ips as FieldFacts,
      ...Object.fromEntries(SHARED.map((name) => [name, { type: "string", computed: true }])),
    },
  },
  read({ cloud }, config) {
    const id = text(config.app_id) ?? "";
    const found = call("Error reading App", () => cloud.digitalocean.apps.get(id));
    return { ...stateOfApp({ ...config, id }, found), app_id: id };
  },
};
