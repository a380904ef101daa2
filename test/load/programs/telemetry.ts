import { runTelemetry, telemetryReport } from '../measures/telemetry';
import { main } from '../run/main';

main('telemetry', async options => telemetryReport(await runTelemetry(options), options));
