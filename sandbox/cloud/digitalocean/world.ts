/** What a DigitalOcean account holds before anything is deployed. */
export interface DigitalOceanWorld {
  readonly account: {
    /** E-mail of the account: where alerts go unless told otherwise. */
    readonly email: string;
  };
  /** Name of the project that new resources land in. */
  readonly defaultProject: string;
}

/** LingoBot's account. */
export const lingobotDigitalOcean: DigitalOceanWorld = {
  account: { email: "platform@lingobot.example" },
  defaultProject: "lingobot",
};
