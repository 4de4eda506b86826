import type { SpacesKey } from "../../cloud/digitalocean";
import type { Context, ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { stateOf } from "./state";
import { blocks, text } from "./values";

/** `digitalocean_spaces_bucket_policy`. */
export const spacesBucketPolicy: ResourceType = {
  create: ({ cloud }, planned) => putPolicy(cloud, planned),

  read({ cloud }, state) {
    const bucket = text(state.id) ?? "";
    const found = lookUp("Error occurred while fetching Spaces bucket policy", () =>
      cloud.digitalocean.spaces.getBucket(bucket),
    );
    return stateOf(state, {
      id: bucket,
      bucket,
      policy: found?.policy ?? "",
    });
  },

  update: ({ cloud }, _prior, planned) => putPolicy(cloud, planned),

  delete({ cloud }, state) {
    const bucket = text(state.id) ?? "";
    call("Error occurred while deleting Spaces Bucket policy", () =>
      cloud.digitalocean.spaces.updateBucket(bucket, { policy: "" }),
    );
  },

  import(_context: Context, id: string) {
    const [region, bucket] = id.split(",");
    if (bucket === undefined) {
      throw new Error("importing a Spaces bucket policy requires the format: <region>,<bucket>");
    }
    return { id: bucket, region: region ?? "" };
  },
};

function putPolicy(cloud: Context["cloud"], planned: Values): Values {
  const bucket = text(planned.bucket) ?? "";
  const policy = text(planned.policy) ?? "";
  if (policy === "") throw new Error("Spaces bucket policy must not be empty");
  call("Error occurred while creating new Spaces bucket policy", () =>
    cloud.digitalocean.spaces.updateBucket(bucket, { policy }),
  );
  return stateOf(planned, { id: bucket, bucket, policy });
}

/** `digitalocean_spaces_key`: the secret is known once, when the key is made; it cannot be imported. */
export const spacesKey: ResourceType = {
  create({ cloud }, planned) {
    const { spaces } = cloud.digitalocean;
    const key = call("Error creating Spaces key", () => spaces.createKey(expandKey(planned)));
    return flattenKey({ ...planned, secret_key: key.secret_key }, key);
  },

  read({ cloud }, state) {
    const { spaces } = cloud.digitalocean;
    const key = lookUp("Error reading Spaces key", () => spaces.getKey(text(state.id) ?? ""));
    return key && flattenKey(state, key);
  },

  update({ cloud }, prior, planned) {
    const id = text(prior.id) ?? "";
    const { spaces } = cloud.digitalocean;
    return flattenKey(
      planned,
      call("Error updating Spaces key", () => spaces.updateKey(id, expandKey(planned))),
    );
  },

  delete({ cloud }, state) {
    call("Error deleting Spaces key", () => cloud.digitalocean.spaces.deleteKey(text(state.id) ?? ""));
  },
};

function expandKey(planned: Values): Pick<SpacesKey, "name" | "grants"> {
  const grants = blocks(planned.grant).map((grant) => ({
    bucket: text(grant.bucket) ?? "",
    permission: text(grant.permission) ?? "",
  }));
  return { name: text(planned.name) ?? "", grants };
}

function flattenKey(kept: Values, { access_key, name, grants, created_at }: SpacesKey): Values {
  const grant = grants.map((each) => ({ ...each }));
  return stateOf(kept, { id: access_key, access_key, name, grant, created_at });
}
