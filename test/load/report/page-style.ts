/** Looks like the timeline of a call: scripts/timeline.mjs. */
export const PAGE_STYLE = `
  body { font: 14px/1.4 system-ui, sans-serif; margin: 2rem; color: #222; background: #fff; }
  h1 { font-size: 1.3rem; } h2 { font-size: 1rem; margin: 1.5rem 0 0.3rem; }
  .facts { color: #555; }
  .wide { overflow-x: auto; }
  table { border-collapse: collapse; }
  .wide td, .wide th { padding: 0.2rem 0.8rem 0.2rem 0; border-bottom: 1px solid #e5e7e9; text-align: left; vertical-align: top; }
  .wide td { font-variant-numeric: tabular-nums; }
  .holds { color: #1e8449; } .broken { color: #c0392b; font-weight: bold; }
  .row { display: grid; grid-template-columns: 12rem 1fr 10rem; align-items: center; gap: 0.5rem; }
  .row span:last-child { text-align: right; font-variant-numeric: tabular-nums; }
  .lane { position: relative; height: 1rem; background: #f2f3f4; }
  .lane i { position: absolute; height: 100%; min-width: 2px; border-radius: 2px; }
  .plots { display: flex; flex-wrap: wrap; gap: 1.5rem; }
`;

/** One colour each for lines and bars, in this order, and again from the first. */
export const COLOURS = ['#2980b9', '#d35400', '#8e44ad', '#27ae60', '#c0392b', '#16a085', '#7f8c8d'];
