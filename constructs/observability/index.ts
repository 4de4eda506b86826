export { type AlertProps, APP_ALERT_RULES, AppAlert, type AppAlertRule } from "./app-alert";
export {
  type AboveProps,
  type AlertWindow,
  type BelowProps,
  COMPONENT_ALERT_RULES,
  ComponentAlert,
  type ComponentAlertRule,
} from "./component-alert";
export { type NotificationDestination, NotificationTarget, type SlackProps } from "./notification-target";
export {
  type CertificateExpiryAlertProps,
  type LatencyAlertProps,
  UPTIME_REGIONS,
  type UptimeAlertProps,
  UptimeCheck,
  type UptimeCheckProps,
  type UptimePeriod,
  type UptimeRegion,
} from "./uptime-check";
