import {
  Body,
  Controller,
  HttpCode,
  Inject,
  Post,
  ServiceUnavailableException,
  UseGuards,
} from '@nestjs/common';
import { RequireScope, ScopeGuard } from '@app/auth';
import { Mp3Reader } from '@app/audio';
import { answerClip } from '@app/conversation';
import type { Exchange } from '@app/conversation';
import { defaultSettings, patchSettings, systemClock } from '@app/core';
import type { CallId, PartEncoder, ReplyEngine, SpeechToText, TextToSpeech } from '@app/core';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '../api-docs/decorators';
import { PART_ENCODER, REPLY_ENGINE, SPEECH_TO_TEXT, TEXT_TO_SPEECH } from '../voice/tokens';
import { TurnSettings } from '../voice/turn-settings';
import { ProcessAudioBody } from './process-audio.dto';
import { readClip } from './read-clip';

/** A clip is not a call: it may take its time, but not for ever. */
const TIMEOUT_MS = 30_000;

interface ProcessedAudio {
  readonly callId: string;
  readonly transcript: string;
  readonly confidence: number;
  readonly reply: string;
  readonly source: Exchange['source'];
  readonly shouldTerminate: boolean;
  /** Base64 of MP3 at 16 kHz. */
  readonly audioData: string;
  /** ms by stage. */
  readonly latencies: Exchange['latencies'] & { readonly audioPreprocessing: number; readonly total: number };
}

@ApiTags('calls')
@ApiBearerAuth()
@Controller('process')
@UseGuards(ScopeGuard)
@RequireScope('call')
export class ProcessAudioController {
  constructor(
    @Inject(SPEECH_TO_TEXT) private readonly speechToText: SpeechToText,
    @Inject(REPLY_ENGINE) private readonly replyEngine: ReplyEngine,
    @Inject(TEXT_TO_SPEECH) private readonly textToSpeech: TextToSpeech,
    @Inject(PART_ENCODER) private readonly encoder: PartEncoder,
    private readonly mp3: Mp3Reader,
    private readonly turns: TurnSettings,
  ) {}

  @Post('audio')
  @HttpCode(200)
  @ApiOperation({ summary: 'One utterance in, its answer out: a way to try the pipeline without a call' })
  @ApiResponse({ status: 400, description: 'A field is missing, unknown or out of range' })
  @ApiResponse({ status: 413, description: 'The clip is longer than 60 s' })
  @ApiResponse({ status: 415, description: 'The body is not application/json' })
  @ApiResponse({ status: 422, description: 'The audio cannot be read' })
  @ApiResponse({ status: 503, description: 'No recogniser is free, or a provider fails' })
  async process(@Body() body: ProcessAudioBody): Promise<ProcessedAudio> {
    const place = this.speechToText.capacity?.reserve();
    if (place === null) throw new ServiceUnavailableException('all recognisers are in use');
    try {
      return await this.answer(body);
    } finally {
      place?.release();
    }
  }

  private async answer(body: ProcessAudioBody): Promise<ProcessedAudio> {
    const begun = systemClock.now();
    const clip = await readClip(body, this.mp3);
    const audioPreprocessing = Math.round(systemClock.now() - begun);
    const settings = patchSettings(defaultSettings, { language: body.language ?? this.turns.language });
    // Its own name: a live call of the same id keeps its state.
    const callId = `clip:${body.callId}` as CallId;
    const { signal } = new AbortController();
    const { speechToText, replyEngine, textToSpeech, encoder } = this;
    const parts = { clock: systemClock, speechToText, replyEngine, textToSpeech, encoder };
    const exchange = await answerClip(parts, callId, clip, settings, TIMEOUT_MS, signal);
    const { transcript, confidence, reply, source, shouldTerminate } = exchange;
    const audioData = Buffer.from(exchange.audio).toString('base64');
    const total = Math.round(systemClock.now() - begun);
    const latencies = { audioPreprocessing, ...exchange.latencies, total };
    return {
      callId: body.callId,
      transcript,
      confidence,
      reply,
      source,
      shouldTerminate,
      audioData,
      latencies,
    };
  }
}
