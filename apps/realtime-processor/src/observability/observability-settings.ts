import { IsBoolean, IsString, Matches, Max, Min } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';
import { RESOURCE_ATTRIBUTES } from '@app/telemetry';

export const DEFAULT_SERVICE_NAME = 'realtime-processor';

/** What operators are told of the service beside its metrics. */
export class ObservabilitySettings {
  @Setting(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'text',
    'Where traces go, OTLP over HTTP; nothing: calls are not traced',
    {
      example: 'your_collector, such as http://localhost:4318',
    },
  )
  @Matches(/^(https?:\/\/\S+)?$/, { message: 'must be a URL that begins with http:// or https://' })
  traceEndpoint = '';

  @Setting('OTEL_SERVICE_NAME', 'text', 'What the service is called in traces')
  @IsString()
  serviceName = DEFAULT_SERVICE_NAME;

  @Setting(
    'OTEL_RESOURCE_ATTRIBUTES',
    'text',
    'What else traces say of this service, such as deployment.environment.name=production,team=voice',
  )
  @Matches(RESOURCE_ATTRIBUTES, { message: 'must be key=value pairs separated by commas' })
  resourceAttributes = '';

  @Setting(
    ['OTEL_TRACES_SAMPLER_ARG', 'TRACE_SAMPLE_RATIO'],
    'number',
    'Share of calls that are traced, 0-1; a caller who traces decides for himself',
  )
  @Min(0, { message: 'must be a number from 0 to 1' })
  @Max(1, { message: 'must be a number from 0 to 1' })
  traceRatio = 1;

  @Setting(
    'CALL_METRICS',
    'flag',
    'Count for Prometheus what happens in calls; without, dashboards and alerts see none of it',
  )
  @IsBoolean({ message: 'must be true or false' })
  callMetrics = true;

  @Setting(
    'CALL_LOG_DIR',
    'text',
    'Directory for a file of each call with the times of its turns; nothing: none',
  )
  @IsString()
  callLogDir = '';

  @Setting('CALL_LOG_MAX_FILES', 'integer', 'So many of these files; the oldest go; 0: all are kept')
  @WholeNumber(0, 10_000_000, 'files')
  callLogMaxFiles = 10_000;

  @Setting(
    'DEBUG',
    'text',
    'Parts that log everything, such as realtime-processor:* or realtime-processor:call',
  )
  @IsString()
  debug = '';

  @Setting('PROFILING_ENABLED', 'flag', 'Profiles and heap snapshots can be asked for at /admin/profile')
  @IsBoolean({ message: 'must be true or false' })
  profiling = false;

  @Setting('PROFILE_DIR', 'text', 'Directory for them; nothing: that of the system for temporary files')
  @IsString()
  profileDir = '';

  @Setting('PROFILE_MAX_BYTES', 'integer', 'All of them together take no more room than this, bytes')
  @WholeNumber(1_048_576, 1_099_511_627_776, 'bytes')
  profileMaxBytes = 192 * 1024 * 1024;

  @Setting('MEMORY_LEAK_DETECTION', 'flag', 'Warn when memory grows with every call, and name what grows')
  @IsBoolean({ message: 'must be true or false' })
  leakDetection = false;
}
