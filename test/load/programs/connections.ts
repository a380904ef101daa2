import { connectionsReport, runConnections } from '../measures/connections';
import { main } from '../run/main';

main('connections', async options => connectionsReport(await runConnections(options), options));
