// Some tests start the built service: it is built before the first of them, since two that run at once would build it twice.
import { build } from '../scripts/build.mjs';

export default function buildOnce() {
  build();
}
