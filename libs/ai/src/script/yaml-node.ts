/** A value of the file together with where it stands, so that whatever is wrong with it can be told precisely. */
export class YamlNode {
  constructor(
    private readonly value: unknown,
    readonly path: string,
    private readonly problems: string[],
  ) {}

  get missing(): boolean {
    return this.value === undefined || this.value === null;
  }

  complain(wanted: string): void {
    this.problems.push(`${this.path || 'the file'}: ${wanted}`);
  }

  /** The value of each key by name; keys that are not among `known` are refused. */
  fields<Key extends string>(known: readonly Key[]): Record<Key, YamlNode> {
    for (const [key] of this.entries(`a mapping with ${known.join(', ')}`)) {
      if (!known.some(name => name === key))
        this.child(key).complain(`is not a key of the script; wanted one of ${known.join(', ')}`);
    }
    return Object.fromEntries(known.map(key => [key, this.child(key)])) as Record<Key, YamlNode>;
  }

  entries(wanted: string): [string, YamlNode][] {
    if (isMapping(this.value)) return Object.keys(this.value).map(key => [key, this.child(key)]);
    this.complain(`wanted ${wanted}`);
    return [];
  }

  items(wanted: string): YamlNode[] {
    if (Array.isArray(this.value))
      return this.value.map((item, index) => new YamlNode(item, `${this.path}[${index}]`, this.problems));
    this.complain(`wanted ${wanted}`);
    return [];
  }

  /** Text with something in it. */
  text(wanted: string): string {
    if (typeof this.value === 'string' && this.value.trim() !== '') return this.value.trim();
    const hint = typeof this.value === 'number' ? '; put the number in quotes' : '';
    this.complain(`wanted ${wanted}${hint}`);
    return '';
  }

  number(min: number, max: number): number {
    if (typeof this.value === 'number' && this.value >= min && this.value <= max) return this.value;
    this.complain(`wanted a number from ${min} to ${max}`);
    return min;
  }

  /** False where it is left out. */
  flag(): boolean {
    if (this.missing || typeof this.value === 'boolean') return this.value === true;
    this.complain('wanted true or false');
    return false;
  }

  private child(key: string): YamlNode {
    const value: unknown =
      isMapping(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new YamlNode(value, this.path === '' ? key : `${this.path}.${key}`, this.problems);
  }
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
