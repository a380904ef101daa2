import { chaosReport, runChaos } from '../measures/chaos/chaos';
import { main } from '../run/main';

main('chaos', async options => chaosReport(await runChaos(options), options));
