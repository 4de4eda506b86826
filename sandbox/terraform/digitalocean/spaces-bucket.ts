import { type Bucket, type LifecycleRule, type Spaces, spaceUrn } from "../../cloud/digitalocean";
import type { Context, ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { stateOf } from "./state";
import { block, blocks, compact, maybe, number, text } from "./values";

/** `digitalocean_spaces_bucket`. `acl` and `cors_rule` are written but never read back. */
export const spacesBucket: ResourceType = {
  create({ cloud }, planned) {
    const { spaces } = cloud.digitalocean;
    const name = text(planned.name) ?? "";
    const region = (text(planned.region) ?? "nyc3").toLowerCase();
    const acl = text(planned.acl) ?? "private";
    call("Error creating Spaces bucket", () => spaces.createBucket({ name, region, acl }));
    return flatten({ ...planned, id: name }, write(spaces, name, planned));
  },

  read({ cloud }, state) {
    const { spaces } = cloud.digitalocean;
    const found = lookUp("error reading Spaces bucket", () => spaces.getBucket(text(state.id) ?? ""));
    return found && flatten(state, found);
  },

  update({ cloud }, prior, planned) {
    return flatten(planned, write(cloud.digitalocean.spaces, text(prior.id) ?? "", planned));
  },

  delete({ cloud }, state) {
    const { spaces } = cloud.digitalocean;
    const id = text(state.id) ?? "";
    if (state.force_destroy === true) {
      call("Error Spaces Bucket force_destroy error deleting", () => spaces.updateBucket(id, { objects: 0 }));
    }
    call("Error deleting Spaces Bucket", () => spaces.deleteBucket(id));
  },

  import(_context: Context, id: string) {
    const [region, name] = id.split(",");
    if (name === undefined) throw new Error("importing a Spaces bucket requires the format: <region>,<name>");
    return { id: name, region: region ?? "", force_destroy: false };
  },
};

function write(spaces: Spaces, name: string, planned: Values): Bucket {
  const versioning = block(planned.versioning)?.enabled === true;
  const lifecycle = blocks(planned.lifecycle_rule).map((rule, index) => expandRule(rule, `${name}-${index}`));
  const cors = blocks(planned.cors_rule);
  const acl = text(planned.acl) ?? "private";
  return call("Error updating bucket", () => spaces.updateBucket(name, { acl, versioning, lifecycle, cors }));
}

function expandRule(rule: Values, suffix: string): LifecycleRule {
  const expiration = block(rule.expiration);
  const noncurrent = block(rule.noncurrent_version_expiration);
  return compact<LifecycleRule>({
    id: text(rule.id) ?? `tf-s3-lifecycle-${suffix}`,
    prefix: text(rule.prefix) ?? "",
    enabled: rule.enabled === true,
    abort_incomplete_multipart_upload_days: number(rule.abort_incomplete_multipart_upload_days),
    expiration: expiration && expandExpiration(expiration),
    noncurrent_version_expiration:
      noncurrent && compact<{ days?: number }>({ days: number(noncurrent.days) }),
  });
}

/** The first of date, days and marker that is set is the one that is sent. */
function expandExpiration(expiration: Values): NonNullable<LifecycleRule["expiration"]> {
  const date = text(expiration.date);
  if (date !== undefined) return { date };
  const days = number(expiration.days);
  if (days !== undefined) return { days };
  return { expired_object_delete_marker: expiration.expired_object_delete_marker === true };
}

function flatten(kept: Values, bucket: Bucket): Values {
  const { name, region } = bucket;
  return stateOf(kept, {
    id: name,
    name,
    region,
    urn: spaceUrn(name),
    bucket_domain_name: `${name}.${region}.digitaloceanspaces.com`,
    endpoint: `${region}.digitaloceanspaces.com`,
    versioning: [{ enabled: bucket.versioning }],
    lifecycle_rule: bucket.lifecycle.map(flattenRule),
  });
}

function flattenRule({ expiration, noncurrent_version_expiration, ...rule }: LifecycleRule): Values {
  return compact<Values>({
    ...rule,
    expiration: maybe(expiration && compact<Values>({ ...expiration })),
    noncurrent_version_expiration: maybe(
      noncurrent_version_expiration && compact<Values>({ ...noncurrent_version_expiration }),
    ),
  });
}
