export type { RemoteStateKind } from "./credentials";
export {
  type HcpStateProps,
  type LocalStateProps,
  type PostgresStateProps,
  RemoteState,
  type S3StateProps,
  type SpacesStateProps,
} from "./remote-state";
