import { table } from "../../tools/table";
import type { MonthlyPrice } from "../cloud/digitalocean/app-price";
import type { Item } from "./inventory";

/** The inventory as a table with the monthly total below. */
export function inventoryReport(items: readonly Item[]): string {
  if (items.length === 0) return "the sandbox's clouds are empty; fill them with: npm run sandbox -- deploy";
  const rows = items.map(({ cloud, kind, name, detail, url, price }) => [
    cloud,
    kind,
    name,
    detail,
    url ?? "",
    price === undefined ? "" : money(price),
  ]);
  const header = ["CLOUD", "WHAT", "NAME", "DETAIL", "URL", "A MONTH"];
  return `${table(header, rows)}\n\n${money(total(items))} a month in all`;
}

function total(items: readonly Item[]): MonthlyPrice {
  const sum = (key: "best" | "worst") => items.reduce((all, { price }) => all + (price?.[key] ?? 0), 0);
  return { best: sum("best"), worst: sum("worst") };
}

function money({ best, worst }: MonthlyPrice): string {
  return best === worst ? `$${best}` : `$${best}-${worst}`;
}
