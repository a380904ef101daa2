import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readResourceAttributes } from '@app/telemetry';
import { DEFAULT_SERVICE_NAME } from './observability-settings';
import type { ObservabilitySettings } from './observability-settings';

/**
 * What is said of this process with every span. What OTEL_RESOURCE_ATTRIBUTES names wins over what is known by itself,
 * and OTEL_SERVICE_NAME over that, where it is set.
 * @param instance as it is called where live calls are listed
 */
export function serviceResource(
  { serviceName, resourceAttributes }: ObservabilitySettings,
  instance: string,
): Record<string, string> {
  return {
    'service.name': serviceName,
    'service.version': versionAbove(__dirname),
    'service.instance.id': instance,
    ...readResourceAttributes(resourceAttributes),
    ...(serviceName !== DEFAULT_SERVICE_NAME && { 'service.name': serviceName }),
  };
}

/** Of the package this file belongs to, built or not. */
function versionAbove(folder: string): string {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  return folder === dirname(folder) ? 'unknown' : versionAbove(dirname(folder));
}
