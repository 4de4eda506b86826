import type {
  AppSpec,
  ContainerComponent,
  EnvVariable,
  ImageSource,
  IngressRule,
  Route,
  Service,
} from "./app-spec";
import { DEFAULT_SIZE } from "./instance-sizes";
import { DEFAULT_REGION } from "./regions";

const DEFAULT_FEATURES = ["buildpack-stack=ubuntu-22"];
const DEFAULT_HTTP_PORT = 8080;
const DEFAULT_TAG = "latest";
const DEFAULT_SCOPE = "RUN_AND_BUILD_TIME";

/** The spec with all that the API fills in when it is left out: region, features, ports, sizes, counts, tags, ingress. */
export function withDefaults(spec: AppSpec): AppSpec {
  const rules = spec.ingress?.rules ?? [];
  const ingress = rules.length > 0 ? rules : defaultIngress(spec);
  return {
    ...spec,
    region: spec.region ?? DEFAULT_REGION,
    features: spec.features === undefined || spec.features.length === 0 ? DEFAULT_FEATURES : spec.features,
    ...(spec.envs === undefined ? {} : { envs: envDefaults(spec.envs) }),
    ...(spec.services === undefined ? {} : { services: spec.services.map(serviceDefaults) }),
    ...(spec.workers === undefined ? {} : { workers: spec.workers.map((each) => containerDefaults(each)) }),
    ...(spec.jobs === undefined ? {} : { jobs: spec.jobs.map((each) => containerDefaults(each)) }),
    ...(ingress.length === 0 ? {} : { ingress: { ...spec.ingress, rules: ingress } }),
  };
}

function serviceDefaults(service: Service): Service {
  return { ...containerDefaults(service), http_port: service.http_port ?? DEFAULT_HTTP_PORT };
}

function containerDefaults<C extends ContainerComponent>(component: C): C {
  const count = component.autoscaling === undefined ? { instance_count: component.instance_count ?? 1 } : {};
  return {
    ...component,
    instance_size_slug: component.instance_size_slug ?? DEFAULT_SIZE,
    ...count,
    ...(component.image === undefined ? {} : { image: imageDefaults(component.image) }),
    ...(component.envs === undefined ? {} : { envs: envDefaults(component.envs) }),
  };
}

function imageDefaults(image: ImageSource): ImageSource {
  return image.digest === undefined && image.tag === undefined ? { ...image, tag: DEFAULT_TAG } : image;
}

function envDefaults(envs: readonly EnvVariable[]): EnvVariable[] {
  return envs.map((env) => ({ ...env, scope: env.scope ?? DEFAULT_SCOPE }));
}

/** One rule for each route of what serves HTTP; without routes the first component gets "/", the others "/name". */
function defaultIngress(spec: AppSpec): IngressRule[] {
  const serving = [...(spec.services ?? []), ...(spec.static_sites ?? []), ...(spec.functions ?? [])];
  return serving.flatMap(({ name, routes = [] }, index) => {
    const paths: readonly Route[] = routes.length > 0 ? routes : [{ path: index === 0 ? "/" : `/${name}` }];
    return paths.map((route) => ({
      match: { path: { prefix: route.path ?? "/" } },
      component: {
        name,
        ...(route.preserve_path_prefix === undefined
          ? {}
          : { preserve_path_prefix: route.preserve_path_prefix }),
      },
    }));
  });
}
