import { describeContract, voiceActivityContract } from '@app/testing';
import { SileroEngine } from './silero-engine';

describeContract('Silero', voiceActivityContract, { make: () => SileroEngine.create({ threshold: 0.5 }) });
