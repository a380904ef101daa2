/**
 * A provider's stream in pieces: what comes before the first item that counts together with it, and then one by one.
 * So the wait for the first piece is the wait for something to be heard, not for any sign of life.
 */
export async function* firstTogether<Item>(
  items: AsyncIterable<Item>,
  counts: (item: Item) => boolean,
): AsyncGenerator<readonly Item[]> {
  let before: Item[] | null = [];
  for await (const item of items) {
    if (!before) {
      yield [item];
      continue;
    }
    before.push(item);
    if (!counts(item)) continue;
    yield before;
    before = null;
  }
  if (before && before.length > 0) yield before;
}
