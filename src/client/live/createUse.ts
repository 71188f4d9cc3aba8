/** Something that goes on while somebody uses it. */
export interface Use {
  isOn(): boolean;
  /** @returns what ends this use. */
  start(): () => void;
}

/** Begins with the first user and ends after the last. React takes a component away and puts it back at once: that is no end. */
export function createUse(begin: () => () => void): Use {
  let users = 0;
  let end: (() => void) | undefined;
  return {
    isOn: () => users > 0,
    start() {
      users += 1;
      end ??= begin();
      return () => {
        users -= 1;
        setTimeout(() => {
          if (users > 0) return;
          end?.();
          end = undefined;
        });
      };
    },
  };
}
