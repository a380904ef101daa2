/** Resolves when it holds; looks once in every round of the event loop. */
export const until = (holds: () => boolean): Promise<void> =>
  new Promise(resolve => {
    const look = (): void => void (holds() ? resolve() : setImmediate(look));
    look();
  });
