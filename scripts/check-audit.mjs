// Asks the registry for known vulnerabilities in what production installs. High and critical ones fail; a registry that
// does not answer is said so and does not, unless AUDIT_REQUIRED=true: no answer is no finding.
import { spawnSync } from 'node:child_process';

const PATIENCE_MS = 60_000;
const asked = ['audit', '--omit=dev', '--audit-level=high', '--json'];
const npm = process.env.npm_execpath;
const [command, ...before] = npm ? [process.execPath, npm] : ['npm'];
const { stdout } = spawnSync(command, [...before, ...asked], { encoding: 'utf8', timeout: PATIENCE_MS });

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

const answer = read(stdout ?? '');
const counts = answer.metadata?.vulnerabilities;
if (!counts) {
  const reason = answer.message ?? answer.error?.summary ?? 'no answer';
  console.log(`audit: NOT CHECKED, the registry does not answer audits here (${reason})`);
  process.exitCode = process.env.AUDIT_REQUIRED === 'true' ? 1 : 0;
} else {
  const { critical, high, moderate, low } = counts;
  console.log(
    `audit: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low in production dependencies`,
  );
  for (const { name, severity, range } of Object.values(answer.vulnerabilities ?? {})) {
    if (['critical', 'high'].includes(severity)) console.log(`audit: ${severity} in ${name} ${range}`);
  }
  process.exitCode = critical + high > 0 ? 1 : 0;
}
