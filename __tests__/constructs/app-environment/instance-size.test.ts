import { InstanceSize, Scaling } from "../../../constructs/app-environment";

test("the catalogue is DigitalOcean's price list", () => {
  const table = InstanceSize.all().map(
    (size) =>
      `${size.slug} ${size.vcpus} ${size.cpu} ${size.memoryMiB} $${size.monthlyPrice} ${size.egressGiB} ${size.singleInstance ? "single" : "many"}`,
  );
  expect(table).toEqual([
    "apps-s-1vcpu-0.5gb 1 shared 512 $5 50 single",
    "apps-s-1vcpu-1gb-fixed 1 shared 1024 $10 100 single",
    "apps-s-1vcpu-1gb 1 shared 1024 $12 150 many",
    "apps-s-1vcpu-2gb 1 shared 2048 $25 200 many",
    "apps-s-2vcpu-4gb 2 shared 4096 $50 250 many",
    "apps-d-1vcpu-0.5gb 1 dedicated 512 $29 100 many",
    "apps-d-1vcpu-1gb 1 dedicated 1024 $34 200 many",
    "apps-d-1vcpu-2gb 1 dedicated 2048 $39 300 many",
    "apps-d-1vcpu-4gb 1 dedicated 4096 $49 400 many",
    "apps-d-2vcpu-4gb 2 dedicated 4096 $78 500 many",
    "apps-d-2vcpu-8gb 2 dedicated 8192 $98 600 many",
    "apps-d-4vcpu-8gb 4 dedicated 8192 $156 700 many",
    "apps-d-4vcpu-16gb 4 dedicated 16384 $196 800 many",
    "apps-d-8vcpu-32gb 8 dedicated 32768 $392 900 many",
  ]);
});

test("every size of the catalogue is a constant", () => {
  const constants = Object.values(InstanceSize).filter((value) => value instanceof InstanceSize);
  expect(new Set(constants.map(({ slug }) => slug))).toEqual(
    new Set(InstanceSize.all().map(({ slug }) => slug)),
  );
});

test.each([
  ["XXS", "apps-s-1vcpu-0.5gb"],
  ["XS", "apps-s-1vcpu-1gb"],
  ["S", "apps-s-1vcpu-2gb"],
  ["Professional", "apps-s-2vcpu-4gb"],
  ["apps-d-8vcpu-32gb", "apps-d-8vcpu-32gb"],
  ["toString", "toString"],
])("%s is found as %s", (name, slug) => {
  expect(InstanceSize.of(name).slug).toBe(slug);
});

test("sizes and scalings can be read", () => {
  expect(`${InstanceSize.PROFESSIONAL}`).toBe("apps-s-2vcpu-4gb (2 shared vCPUs, 4096 MiB, $50 per month)");
  expect(`${InstanceSize.XXS}`).toBe("apps-s-1vcpu-0.5gb (1 shared vCPU, 512 MiB, $5 per month)");
  expect(`${Scaling.fixed(1)}, ${Scaling.fixed(2)}`).toBe("1 instance, 2 instances");
  expect(`${Scaling.onCpu({ min: 2, max: 5, percent: 70 })}`).toBe("2 to 5 instances at 70 % CPU");
});
