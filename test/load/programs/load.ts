import { loadReport, runLoad } from '../measures/load';
import { main } from '../run/main';

main('load', async options => loadReport(await runLoad(options), options));
