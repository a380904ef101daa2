/** Operators find the stages by `curl /metrics | grep latency`: the word has to stay in the name. */
export const STAGE_LATENCY = 'realtime_stage_latency_seconds';
export const STAGE_BUDGET_EXCEEDED = 'realtime_stage_budget_exceeded_total';
export const ERRORS = 'realtime_errors_total';
export const FIRST_AUDIO = 'realtime_first_audio_seconds';
export const VOICE_TO_VOICE = 'realtime_voice_to_voice_seconds';
export const ENDPOINTING = 'realtime_endpointing_seconds';
export const ENDPOINTS = 'realtime_endpoints_total';
export const SPECULATIONS = 'realtime_speculations_total';
export const SPECULATION_SAVED = 'realtime_speculation_saved_seconds';
export const DEAD_AIR = 'realtime_dead_air_total';
export const TURNS = 'realtime_turns_total';
export const INTERRUPTIONS = 'realtime_interruptions_total';
export const CALLS_ACTIVE = 'realtime_calls_active';
export const CALLS = 'realtime_calls_total';
export const CALL_DURATION = 'realtime_call_duration_seconds';
export const FRAMES_IN = 'realtime_frames_in_total';
export const FRAMES_OUT = 'realtime_frames_out_total';
export const REFUSALS = 'realtime_refusals_total';
export const RATE_LIMITED = 'realtime_rate_limited_total';
export const CACHE_HITS = 'realtime_cache_hits_total';
export const CACHE_MISSES = 'realtime_cache_misses_total';
export const CACHE_EVICTIONS = 'realtime_cache_evictions_total';
export const CACHE_TROUBLES = 'realtime_cache_troubles_total';
/** Operators find them by `curl /metrics | grep cache_size`. */
export const CACHE_SIZE_ENTRIES = 'realtime_cache_size_entries';
export const CACHE_SIZE_BYTES = 'realtime_cache_size_bytes';
