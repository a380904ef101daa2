import { Inspected } from './inspected';
import { freePort } from './pinned';
import { startProviders } from './providers';
import { startService } from './service';
import type { StartedService } from './service';

/** Calls that are lost are kept only for so long, so that nothing is left of them soon, ms. */
const RESUME_WINDOW_MS = '1000';

/** A service on the stand-ins, with its inspector; both are there for as long as `use` takes. */
export async function withInspected<Result>(
  use: (service: StartedService, inspected: Inspected) => Promise<Result>,
): Promise<Result> {
  const providers = await startProviders('simulated');
  const port = await freePort();
  const environment = { ...providers.environment, RESUME_WINDOW_MS };
  const service = await startService(environment, [`--inspect=127.0.0.1:${port}`]);
  try {
    const inspected = await Inspected.connect(port);
    try {
      return await use(service, inspected);
    } finally {
      inspected.close();
    }
  } finally {
    await service.stop();
    await providers.stop();
  }
}
