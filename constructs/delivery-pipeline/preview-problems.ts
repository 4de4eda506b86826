import { INSTANCE_SIZES, type InstanceSizeFacts } from "../app-environment/instance-size-catalogue";
import type { Problem } from "../errors";
import type { PreviewConfig } from "./platform-config";

/** What is wrong with the previews' limits; the tool asks DigitalOcean for the price again before it creates one. */
export function previewProblems(preview: PreviewConfig | undefined): Problem[] {
  if (preview === undefined) return [];
  return [...priceProblems(preview), ...countProblems(preview)];
}

function priceProblems({ instanceSize, maxMonthlyDollars: most }: PreviewConfig): Problem[] {
  const sizes: readonly InstanceSizeFacts[] = Object.values(INSTANCE_SIZES);
  const size = sizes.find(({ slug }) => slug === instanceSize);
  if (size === undefined || size.monthlyPrice <= most) return [];
  const fitting = sizes.filter(({ monthlyPrice }) => monthlyPrice <= most).map(({ slug }) => slug);
  return [
    {
      fault: `a preview costs more than it may: $${size.monthlyPrice} a month`,
      got: instanceSize,
      allowed: `at most $${most}: ${fitting.join(", ") || "no size is that cheap"}`,
      next: "choose a smaller instanceSize, or raise maxMonthlyDollars",
    },
  ];
}

function countProblems({ maxApps }: PreviewConfig): Problem[] {
  if (Number.isInteger(maxApps) && maxApps >= 1) return [];
  return [
    {
      fault: "previews are limited to an impossible number",
      got: maxApps,
      allowed: "a whole number from 1",
      next: "correct maxApps, or leave preview out for none",
    },
  ];
}
