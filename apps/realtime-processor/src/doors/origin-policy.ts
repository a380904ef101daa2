const OWN_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Which pages may open a call. A browser says where a page is from; whoever is no browser says nothing, or what it
 * likes, and is stopped by its token alone.
 */
export class OriginPolicy {
  private readonly allowed: ReadonlySet<string>;

  /** @param ownMachine pages served by this machine may too, whatever their port: development */
  constructor(
    origins: readonly string[],
    private readonly ownMachine: boolean,
  ) {
    this.allowed = new Set(origins.map(origin => origin.toLowerCase()));
  }

  /** @param origin the header as it came; undefined where there is none */
  allows(origin: string | undefined): boolean {
    if (origin === undefined || this.allowed.has('*')) return true;
    if (this.allowed.has(origin.toLowerCase())) return true;
    return this.ownMachine && URL.canParse(origin) && OWN_MACHINE.test(new URL(origin).hostname);
  }
}
