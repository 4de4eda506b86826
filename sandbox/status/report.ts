import { table } from "../../tools/table";
import type { MonthlyPrice } from "../cloud/digitalocean/app-price";
import type { Item } from "./inventory";

/**
 * The inventory as a table with the monthly total below.
 * @param width columns of the terminal; addresses go below the table where the table would not fit. @default - any
 */
export function inventoryReport(items: readonly Item[], width = Number.POSITIVE_INFINITY): string {
  if (items.length === 0) return "the sandbox's clouds are empty; fill them with: npm run sandbox -- deploy";
  const whole = wholeTable(items);
  const fits = whole.split("\n").every((line) => line.length <= width);
  return `${fits ? whole : narrowTable(items)}\n\n${money(total(items))} a month in all`;
}

function wholeTable(items: readonly Item[]): string {
  const header = ["CLOUD", "WHAT", "NAME", "DETAIL", "URL", "A MONTH"];
  const rows = items.map((item) => [
    item.cloud,
    item.kind,
    item.name,
    item.detail,
    item.url ?? "",
    priceOf(item),
  ]);
  return table(header, rows);
}

function narrowTable(items: readonly Item[]): string {
  const rows = items.map((item) => [item.cloud, item.kind, item.name, item.detail, priceOf(item)]);
  const addresses = items.flatMap(({ kind, name, url }) => (url === undefined ? [] : [[kind, name, url]]));
  return [
    table(["CLOUD", "WHAT", "NAME", "DETAIL", "A MONTH"], rows),
    ...(addresses.length === 0 ? [] : [table(["WHAT", "NAME", "URL"], addresses)]),
  ].join("\n\n");
}

function priceOf({ price }: Item): string {
  return price === undefined ? "" : money(price);
}

function total(items: readonly Item[]): MonthlyPrice {
  const sum = (key: "best" | "worst") => items.reduce((all, { price }) => all + (price?.[key] ?? 0), 0);
  return { best: sum("best"), worst: sum("worst") };
}

function money({ best, worst }: MonthlyPrice): string {
  return best === worst ? `$${best}` : `$${best}-${worst}`;
}
