/** How the chart looks: two panes over one time axis, servers above, load below. */

import { moment, number, oneDigit } from "./format.js";
import { label, ticks } from "./timeaxis.js";

const FONT = { family: "system-ui, sans-serif", size: 11 };
const AXIS_PX = 44;
const TICK_PX = 70;

const line = (title, color, more) => ({
  label: title,
  borderColor: color,
  backgroundColor: color,
  borderWidth: 1.5,
  pointRadius: 0,
  pointHoverRadius: 3,
  pointHitRadius: 0,
  yAxisID: "servers",
  ...more,
});

export function datasets(c, signals) {
  const loadColors = [c.demand, c.load2, c.load3];
  return [
    line("Ready", c.ready, { key: "ready", stepped: true, fill: "origin", backgroundColor: fade(c.ready, 0.18), order: 5 }),
    line("Starting", c.starting, {
      key: "coming", stepped: true, fill: "-1", borderWidth: 1, backgroundColor: fade(c.starting, 0.3), order: 6,
    }),
    line("Wanted", c.wanted, { key: "wanted", stepped: true, borderDash: [4, 3], order: 3 }),
    line("Needed", c.demand, { key: "demand", borderWidth: 2, order: 1 }),
    line("Forecast", c.forecast, { key: "median", borderWidth: 0, order: 8, silent: true }),
    line("Forecast", c.forecast, {
      key: "covered", borderWidth: 1, borderColor: fade(c.forecast, 0.6), fill: "-1", backgroundColor: fade(c.forecast, 0.2),
      order: 7, silent: true,
    }),
    ...signals.map((signal, i) => line(signal, loadColors[i % loadColors.length], {
      key: `load ${signal}`, yAxisID: "load", borderWidth: 1.75,
    })),
  ];
}

function fade(color, alpha) {
  return color.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`);
}

const fixed = scale => { scale.width = AXIS_PX; };

export function options(c, view) {
  const grid = { color: c.line, drawTicks: false };
  const text = { color: c.quiet, font: FONT, padding: 6 };
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    normalized: true,
    parsing: false,
    spanGaps: false,
    interaction: { mode: "index", intersect: false, axis: "x" },
    layout: { padding: { right: 8, top: 4 } },
    scales: {
      x: {
        type: "linear",
        min: view.from(),
        max: view.to(),
        grid,
        border: { color: c.line },
        afterBuildTicks: scale => {
          const most = Math.max(2, Math.floor(scale.width / TICK_PX));
          scale.ticks = ticks(scale.min, scale.max, most, view.zone() === "UTC");
        },
        ticks: {
          ...text,
          maxRotation: 0,
          autoSkip: false,
          callback: (value, i, all) => label(value, all.length ? view.to() - view.from() : 0, view.zone()),
        },
      },
      load: {
        stack: "panes", stackWeight: 1, beginAtZero: true, suggestedMax: 120, grid, afterFit: fixed, border: { display: false },
        ticks: { ...text, maxTicksLimit: 4, callback: value => `${value} %` },
      },
      servers: {
        stack: "panes", stackWeight: 2.2, beginAtZero: true, grace: "8%", grid, afterFit: fixed, offset: true,
        border: { display: false },
        ticks: { ...text, precision: 0, maxTicksLimit: 7 },
      },
    },
    plugins: {
      legend: { display: false },
      tooltip: {
        backgroundColor: c.card,
        titleColor: c.quiet,
        bodyColor: c.ink,
        footerColor: c.quiet,
        borderColor: c.line,
        borderWidth: 1,
        padding: 10,
        boxWidth: 8,
        boxHeight: 8,
        titleFont: { ...FONT, weight: "normal" },
        bodyFont: { ...FONT, size: 12 },
        footerFont: { ...FONT, weight: "normal" },
        filter: item => !item.dataset.silent && item.parsed.y !== null,
        callbacks: {
          title: items => (items.length ? moment(items[0].parsed.x, view.now(), view.zone()) : ""),
          label: item => tip(item, view.round(item.dataIndex)),
          footer: items => (items.length ? foot(view.round(items[0].dataIndex), view.ahead(items[0].dataIndex)) : ""),
        },
      },
      zoom: {
        limits: { x: { minRange: 30_000 } },
        zoom: {
          mode: "x",
          wheel: { enabled: true, modifierKey: "ctrl" },
          drag: { enabled: true, backgroundColor: fade(c.forecast, 0.15), borderColor: c.forecast, borderWidth: 1 },
          onZoom: ({ chart }) => view.zoomed(chart.scales.x.min, chart.scales.x.max),
        },
      },
    },
  };
}

function tip(item, round) {
  const { key } = item.dataset;
  if (key === "coming") return ` ${number(round?.starting)} starting`;
  if (key.startsWith("load ")) return ` ${item.dataset.label} ${oneDigit(item.parsed.y)} % of its target`;
  return ` ${number(item.parsed.y)} ${item.dataset.label.toLowerCase()}`;
}

function foot(round, ahead) {
  if (!round) return "";
  const later = ahead ? [`in ${ahead.horizon} s: ${number(ahead.low)} to ${number(ahead.high)} needed`] : [];
  return [...later, round.reason];
}
