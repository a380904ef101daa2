import { IsBoolean, IsIn, IsString, ValidateIf } from 'class-validator';
import { Setting } from './setting';
import { WholeNumber } from './whole-number';

export type NodeEnvironment = 'development' | 'production' | 'test';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

const HOUR_MS = 3_600_000;

/** The service itself: where it listens, how much it carries, how long it waits. */
export class ServerSettings {
  @Setting('PORT', 'integer', 'Port of HTTP and WebSocket; 0 lets the system choose')
  @WholeNumber(0, 65_535)
  port = 3002;

  @Setting('HOST', 'text', 'Address to listen on')
  @IsString()
  host = '0.0.0.0';

  @Setting('NODE_ENV', 'text', 'development, production or test')
  @IsIn(['development', 'production', 'test'], { message: 'must be development, production or test' })
  nodeEnv: NodeEnvironment = 'development';

  @Setting('MAX_CONNECTIONS', 'integer', 'Live calls at once; the next one is refused with 503')
  @WholeNumber(1, 100_000)
  maxConnections = 1000;

  @Setting('IDLE_TIMEOUT_MS', 'integer', 'A call without audio is closed after this many ms')
  @WholeNumber(1000, HOUR_MS, 'ms')
  idleTimeoutMs = 60_000;

  @Setting('DRAIN_TIMEOUT_MS', 'integer', 'On shutdown, live calls may go on for this many ms')
  @WholeNumber(0, HOUR_MS, 'ms')
  drainTimeoutMs = 60_000;

  @Setting('RESUME_WINDOW_MS', 'integer', 'How long a lost connection keeps its call, ms')
  @WholeNumber(0, HOUR_MS, 'ms')
  resumeWindowMs = 30_000;

  @Setting('LOG_LEVEL', 'text', 'fatal, error, warn, info, debug, trace or silent')
  @IsIn(logLevels, { message: `must be one of ${logLevels.join(', ')}` })
  logLevel: LogLevel = 'info';

  @Setting(
    'LOG_TRANSCRIPTS',
    'flag',
    'Write what is said, by callers and to them, into the log and into the files of CALL_LOG_DIR',
  )
  @IsBoolean({ message: 'must be true or false' })
  logTranscripts = false;

  @Setting(
    'PROCESSING_TIMEOUT',
    'integer',
    'From turn commit to first reply audio, ms; then a fallback is said',
  )
  @WholeNumber(100, 60_000, 'ms')
  processingTimeoutMs = 3000;

  @Setting(
    'MAX_CONCURRENT_PROCESSING',
    'integer',
    'Turns between commit and first audio at once: a number or auto',
  )
  @ValidateIf((settings: ServerSettings) => settings.maxConcurrentProcessing !== 'auto')
  @WholeNumber(1, 10_000, 'or auto')
  maxConcurrentProcessing: number | 'auto' = 'auto';

  get production(): boolean {
    return this.nodeEnv === 'production';
  }
}
