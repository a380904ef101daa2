import { latencyReport, runLatency } from '../measures/latency';
import { main } from '../run/main';

main('performance', async options => latencyReport(await runLatency(options), options));
