import { memoryReport, runMemory } from '../measures/memory/memory';
import { main } from '../run/main';

main('memory', async options => memoryReport(await runMemory(options), options));
