import type { Item } from "../../../sandbox/status/inventory";
import { inventoryReport } from "../../../sandbox/status/report";

const ITEMS: readonly Item[] = [
  { cloud: "GitHub", kind: "environment", name: "acme/shop: staging", detail: "no approval" },
  {
    cloud: "DigitalOcean",
    kind: "app",
    name: "shop",
    detail: "active",
    url: "https://shop.ondigitalocean.app",
    price: { best: 34, worst: 170 },
  },
];

test("a terminal that is wide enough, or none, gets one table", () => {
  const whole = inventoryReport(ITEMS);
  expect(whole).toMatch(/^CLOUD +WHAT +NAME +DETAIL +URL +A MONTH\n/);
  expect(whole).toMatch(/^DigitalOcean +app +shop +active +https:\/\/shop\.ondigitalocean\.app +\$34-170$/m);
  expect(whole).toMatch(/\n\n\$34-170 a month in all$/);
  expect(inventoryReport(ITEMS, 104)).toBe(whole);
});

test("in a narrow terminal the addresses stand below the table, and no line is broken", () => {
  const narrow = inventoryReport(ITEMS, 80);
  expect(narrow).toMatch(/^CLOUD +WHAT +NAME +DETAIL +A MONTH\n/);
  expect(narrow).toMatch(/^DigitalOcean +app +shop +active +\$34-170$/m);
  expect(narrow).toMatch(/^app +shop +https:\/\/shop\.ondigitalocean\.app$/m);
  expect(narrow).toMatch(/\n\n\$34-170 a month in all$/);
  expect(Math.max(...narrow.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});

test("without addresses there is no table of them", () => {
  expect(inventoryReport(ITEMS.slice(0, 1), 10)).not.toContain("URL");
});
