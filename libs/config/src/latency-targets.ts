import { IsNumber, Max, Min } from 'class-validator';
import { Setting } from './setting';

const Budget = (): PropertyDecorator => (target, property) => {
  const message = 'must be a number of milliseconds from 1 to 60000';
  for (const rule of [IsNumber({}, { message }), Min(1, { message }), Max(60_000, { message })]) {
    rule(target, property);
  }
};

/** What each stage of a turn should take at most, ms. Over it, the turn is counted as late. */
export class LatencyTargets {
  @Setting('TARGET_TOTAL_PIPELINE_LATENCY', 'number', 'End of speech as decided to first reply audio, ms')
  @Budget()
  totalPipeline = 800;

  @Setting('TARGET_AUDIO_PREPROCESSING', 'number', 'Decoding, resampling and voice activity, ms')
  @Budget()
  audioPreprocessing = 50;

  @Setting('TARGET_SPEECH_TO_TEXT', 'number', 'End of speech to the final transcript, ms')
  @Budget()
  speechToText = 200;

  @Setting('TARGET_AI_GENERATION', 'number', 'Transcript to the first sentence of the answer, ms')
  @Budget()
  aiGeneration = 300;

  @Setting('TARGET_TEXT_TO_SPEECH', 'number', 'First sentence to its first audio, ms')
  @Budget()
  textToSpeech = 150;
}
