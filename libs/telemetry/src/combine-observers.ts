import type { CallObserver } from '@app/core';

/** Tells each observer everything, in the order given. */
export function combineObservers(...observers: readonly CallObserver[]): CallObserver {
  return {
    turnBegan: turnId => {
      for (const observer of observers) observer.turnBegan(turnId);
    },
    stage: (stage, ms, outcome, servedBy) => {
      for (const observer of observers) observer.stage(stage, ms, outcome, servedBy);
    },
    firstAudio: (turnId, sinceEndpointMs, voiceToVoiceMs) => {
      for (const observer of observers) observer.firstAudio(turnId, sinceEndpointMs, voiceToVoiceMs);
    },
    endpointing: (delayMs, reason) => {
      for (const observer of observers) observer.endpointing(delayMs, reason);
    },
    speculation: (outcome, savedMs) => {
      for (const observer of observers) observer.speculation(outcome, savedMs);
    },
    deadAir: () => {
      for (const observer of observers) observer.deadAir();
    },
    turnEnded: (turnId, outcome) => {
      for (const observer of observers) observer.turnEnded(turnId, outcome);
    },
    bargeIn: stopMs => {
      for (const observer of observers) observer.bargeIn(stopMs);
    },
    interruption: kind => {
      for (const observer of observers) observer.interruption(kind);
    },
    event: event => {
      for (const observer of observers) observer.event(event);
    },
    ended: (reason, durationMs) => {
      for (const observer of observers) observer.ended(reason, durationMs);
    },
  };
}
