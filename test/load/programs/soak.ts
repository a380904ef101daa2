import { runSoak, soakReport } from '../measures/soak';
import { main } from '../run/main';

main('soak', async options => soakReport(await runSoak(options), options));
